//! English.

use super::{Texts, grouped, megabytes, seconds, with_detail};

pub static TEXTS: Texts = Texts {
    run: "Run",
    run_server: "Run server",
    run_client: "Run client",
    stop: "Stop",
    reset: "Reset",
    reset_title: "Bring back the author’s program (undo: Ctrl+Z in the editor)",
    controls: |file| format!("Controls of {file}"),
    console: |file| format!("Output of {file}"),
    editor: |file| format!("Code of {file}"),
    editor_help: "Ctrl+Enter runs the program; Esc, then Tab leaves the editor.",

    idle: "Not running",
    preparing: "Preparing Python…",
    booting: "Starting Python…",
    running: "Running",
    accepting: "Waiting for a client in accept()",
    reading: "Waiting for a line in input()",
    receiving: "Waiting for data in recv()",
    sleeping: "Asleep in sleep()",
    waiting: "Waiting",
    stopping: "Stopping…",
    finished: "Finished",
    stopped: "Stopped",
    failed: |exit| format!("Ended with an error (exit code {exit})"),
    not_run: "Did not run",
    elapsed: |time| seconds(time, '.', "s"),
    downloaded: |progress| {
        let (received, total) = (megabytes(progress.received, '.'), megabytes(progress.total, '.'));
        format!("Loading Python: {received} of {total} MB")
    },

    console_empty: "The program’s output will appear here.",
    console_dropped: |lines| match lines {
        0 => "The beginning of a long line is not shown.".to_owned(),
        1 => "Earlier output is not shown: 1 line dropped.".to_owned(),
        _ => format!(
            "Earlier output is not shown: {} lines dropped.",
            grouped(lines, ',', 4)
        ),
    },
    type_line: "A line for input()",
    send_line: "Enter",
    end_input: "End of input",
    end_input_title: "Tell the program that nothing more will be typed (Ctrl+D)",

    order: ["Start the ", "server", " first, then the ", "client", "."],
    author_changed: "The author has changed this program. Your earlier version is kept.",
    show_mine: "Show mine",
    forget_mine: "Delete mine",

    no_relay: "The Echoroom relay doesn’t answer.",
    no_relay_why: "Programs get their sockets from it. This page will notice when it is back.",
    no_relay_start: "Start it in a terminal:",
    or: "or",
    no_jspi: "The lesson can be read in any browser, but running its programs takes JSPI, the ability to suspend WebAssembly. \
        Chrome and Edge have it from version 137, Firefox from 153, Safari from 27. Update this browser or open the page in another. \
        (At localhost or over https an older browser will do, too.)",
    fault_unreachable: "The relay doesn’t answer, so the program was not started.",
    fault_lost: "The connection to the relay broke, and all the program’s sockets closed with it.",
    fault_refused: |detail| with_detail("The relay refused to serve the program.", detail),
    fault_boot: |detail| with_detail("Python did not start. Try again, or reload the page.", detail),
    fault_download: |detail| with_detail("Python could not be loaded. Try again.", detail),

    lab_cell: "Program",
    lab_name: "File name",
    lab_add: "Add a program",
    lab_remove: "Remove the program",
    lab_server: r#"import socket

# An echo server: one client after another, until you stop it.
with socket.create_server(('', 9090)) as server:
    print('Waiting for clients on port 9090')
    while True:
        connection, address = server.accept()
        with connection:
            print('Here comes', address)
            while data := connection.recv(1024):
                connection.sendall(data)
"#,
    lab_client: r#"import socket

with socket.create_connection(('localhost', 9090)) as connection:
    connection.sendall('Anybody in there?'.encode())
    print('It says:', connection.recv(1024).decode())
"#,
    lab_empty: "import socket\n\n",
};
