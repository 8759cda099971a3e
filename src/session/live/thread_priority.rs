//! Work that nobody waits for, kept out of the way of what is heard.

/// Lets this thread, and every thread it starts from now on, work with what the
/// others of the program leave.
pub fn give_way() {
    // Elsewhere this would slow down the whole program, or cannot be undone.
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{getpriority_process, setpriority_process};
        let own = getpriority_process(None).unwrap_or(0);
        // Whoever may not be polite works on as before.
        let _ = setpriority_process(None, POLITE.max(own));
    }
}

/// How far a thread steps back, of the 19 that there are. On Linux, a thread
/// has a nice value of its own.
#[cfg(target_os = "linux")]
const POLITE: i32 = 10;

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::thread;

    use super::*;

    /// The nice value of the thread that asks, as the kernel says it.
    fn own_nice() -> i32 {
        let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
        let (_, behind_name) = stat.rsplit_once(')').unwrap();
        behind_name.split(' ').nth(17).unwrap().parse().unwrap()
    }

    #[test]
    fn a_thread_steps_back_with_those_it_starts_and_no_other() {
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
