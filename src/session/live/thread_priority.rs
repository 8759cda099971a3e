//! Lowers the priority of background work, so that it does not disturb playback.

/// Lowers the priority of this thread and of every thread that it starts later. Has an
/// effect only on Linux.
pub(super) fn give_way() {
    // On other systems this would slow down the whole program, or could not be undone.
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{getpriority_process, setpriority_process};
        let own = getpriority_process(None).unwrap_or(0);
        // If the system refuses, the thread keeps its priority.
        let _ = setpriority_process(None, POLITE.max(own));
    }
}

/// The nice value, of at most 19. On Linux, each thread has a separate nice value.
#[cfg(target_os = "linux")]
const POLITE: i32 = 10;

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::thread;

    use super::*;

    /// Returns the nice value of the calling thread, as the kernel reports it.
    fn own_nice() -> i32 {
        let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
        let (_, behind_name) = stat.rsplit_once(')').unwrap();
        behind_name.split(' ').nth(17).unwrap().parse().unwrap()
    }

    #[test]
    fn a_thread_lowers_its_priority_and_that_of_its_children_only() {
        let before = own_nice();
        let step_back = || {
            give_way();
            let child = thread::spawn(own_nice).join().unwrap();
            (own_nice(), child)
        };
        let polite = thread::spawn(step_back).join().unwrap();
        assert_eq!(polite, (POLITE.max(before), POLITE.max(before)));
        assert_eq!(own_nice(), before);
    }
}
