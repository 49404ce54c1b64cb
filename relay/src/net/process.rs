//! What the relay's process uses up, under the names that Prometheus has for it everywhere.

use std::sync::Mutex;

use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// Descriptors and memory, as they were when somebody last looked. What a system doesn't tell stays 0.
#[derive(Debug, Default)]
pub(super) struct Gauges {
    descriptors: Gauge,
    most_descriptors: Gauge,
    memory: Gauge,
    system: Mutex<Option<System>>,
}

impl Gauges {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register(
            "process_open_fds",
            "Descriptors that the relay has open",
            self.descriptors.clone(),
        );
        registry.register(
            "process_max_fds",
            "Descriptors that it may have open",
            self.most_descriptors.clone(),
        );
        registry.register(
            "process_resident_memory_bytes",
            "Memory that it occupies",
            self.memory.clone(),
        );
    }

    /// Writes down what the system says now.
    pub(super) fn look(&self) {
        if let Ok((most, _)) = rlimit::getrlimit(rlimit::Resource::NOFILE) {
            self.most_descriptors.set(i64::try_from(most).unwrap_or(i64::MAX));
        }
        let Ok(mut system) = self.system.lock() else {
            return;
        };
        if system.is_none() {
            *system = System::new().ok();
        }
        let own = Pid::from_u32(std::process::id());
        let Some(system) = system.as_mut() else {
            return;
        };
        system.refresh_processes_specifics(
            ProcessesToUpdate::Some(&[own]),
            false,
            ProcessRefreshKind::nothing().with_memory(),
        );
        if let Some(process) = system.process(own) {
            self.memory.set(process.memory() as i64);
            self.descriptors
                .set(process.open_files().unwrap_or_default() as i64);
        }
    }
}
