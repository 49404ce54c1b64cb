//! The relay as browsers and other programs meet it: real sockets, a port of its own for each test.

// What goes wrong in a test should end it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod class_attacks;
mod class_connect;
mod class_crowd;
mod class_join;
mod class_net;
mod class_pace;
mod class_policy;
mod class_process;
mod class_quota;
mod class_ways;
mod doctor;
mod http;
mod http_assets;
mod http_changes;
mod http_end;
mod http_guard;
mod http_process;
mod http_search;
mod http_stop;
mod json_log;
mod lessons;
mod link_program;
mod metrics;
mod net_calls;
mod net_ends;
mod net_life;
mod net_link;
mod net_listen;
mod net_memory;
mod net_program;
mod net_random;
mod net_tcp;
mod net_udp;
#[cfg(unix)]
mod net_unix;
mod net_violations;
mod process;
mod proxy;
mod room;
mod room_attacks;
mod room_load;
mod room_teacher;
mod rooms;
mod rooms_log;
mod rooms_reload;
mod student;
mod support;
mod tls;
mod tls_process;
