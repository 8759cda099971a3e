//! Waits for a device, with a timeout of [`LONGEST`] since the device last took a frame.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::DeviceError;
use super::supply::Course;
use cuebook_core::units::Frames;

/// How long a device may take no frames. The frames it holds at the end are
/// heard in less, also with wireless headphones.
pub(crate) const LONGEST: Duration = Duration::from_secs(5);

/// How often a device is checked.
const GLANCE: Duration = Duration::from_millis(20);

/// How long a device has taken no frames.
pub struct Reconnect {
    course: Arc<Course>,
    taken: Frames,
    since: Instant,
}

impl Reconnect {
    /// Starts to wait now.
    pub fn with(course: Arc<Course>) -> Reconnect {
        Reconnect {
            taken: course.taken(),
            course,
            since: Instant::now(),
        }
    }

    /// Checks the device.
    ///
    /// # Errors
    /// When it has taken no frames for too long.
    pub fn check(&mut self) -> Result<(), DeviceError> {
        let taken = self.course.taken();
        if taken != self.taken {
            self.taken = taken;
            self.since = Instant::now();
        }
        match self.since.elapsed() < LONGEST {
            true => Ok(()),
            false => Err(DeviceError::Silent),
        }
    }

    /// Waits for the answer of a device.
    ///
    /// # Errors
    /// When it does nothing for too long.
    pub fn answer<T>(&mut self, future: impl Future<Output = T>) -> Result<T, DeviceError> {
        let mut future = pin!(future);
        let waker = Waker::from(Arc::new(Alarm(thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            if let Poll::Ready(answer) = future.as_mut().poll(&mut context) {
                return Ok(answer);
            }
            self.check()?;
            thread::park_timeout(GLANCE);
        }
    }
}

/// Wakes the waiting thread.
struct Alarm(Thread);

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_awaited_and_silence_times_out() {
        let mut reconnect = Reconnect::with(Arc::default());
        let mut asked = 0;
        let late = std::future::poll_fn(|_| {
            asked += 1;
            if asked < 4 {
                Poll::Pending
            } else {
                Poll::Ready(asked)
            }
        });
        assert_eq!(reconnect.answer(late).unwrap(), 4);
        reconnect.since = Instant::now().checked_sub(LONGEST).unwrap();
        let never = reconnect.answer(std::future::pending::<()>());
        assert!(matches!(never, Err(DeviceError::Silent)), "{never:?}");
    }
}
