//! The device of a page: sends the samples of the show to the page that listens, as many as it has
//! room for. The show is paused while a page gives no room, and goes on when it does.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::ws::Message;
use tokio::sync::mpsc::Sender;

use crate::output::device::reconnect::Reconnect;
use crate::output::device::supply::Supply;
use crate::output::device::{DeviceError, Host};
use crate::session::live::Player;
use cuebook_core::units::{Frames, RATE};

/// The frames of a chunk: 21 ms.
const CHUNK: usize = 1024;

/// How long a chunk lasts.
const LASTS: Duration = Duration::from_micros(CHUNK as u64 * 1_000_000 / RATE as u64);

/// How long a page may give no room before the show is paused.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long it is waited between two looks at a show that is late.
const SHORTLY: Duration = Duration::from_millis(1);

/// The most room that a page can give: ten seconds.
const MOST_ROOM: usize = 10 * RATE as usize;

/// The bytes before the samples of a chunk.
const HEAD: usize = 24;

/// The show does not advance in this chunk.
const STILL: u32 = 1;
/// The place jumps within this chunk.
const JUMPS: u32 = 2;
/// It is the first chunk after a seek of the page.
const SOUGHT: u32 = 4;

/// The page that listens, and the player that it hears.
#[derive(Default)]
pub(in crate::studio) struct Ear {
    state: Mutex<EarState>,
    changed: Condvar,
}

#[derive(Default)]
struct EarState {
    listener: Option<Listener>,
    player: Weak<Player>,
    /// Whether the page sought a place that is not heard yet.
    is_sought: bool,
    /// Whether the show is paused because nobody had room.
    is_asleep: bool,
}

struct Listener {
    socket: u64,
    send: Sender<Message>,
    room: usize,
    serial: u32,
}

impl Ear {
    fn lock(&self) -> MutexGuard<'_, EarState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets the player that is heard.
    pub(super) fn hear(&self, player: &Weak<Player>) {
        self.lock().player = player.clone();
    }

    /// Makes a socket the one that listens.
    pub(in crate::studio) fn listen(&self, socket: u64, send: Sender<Message>, room: usize) {
        self.lock().listener = Some(Listener {
            socket,
            send,
            room: room.min(MOST_ROOM),
            serial: 0,
        });
        self.changed.notify_all();
    }

    /// Gives room for more frames.
    pub(in crate::studio) fn more(&self, socket: u64, frames: usize) {
        let mut state = self.lock();
        let own = state.listener.as_mut();
        if let Some(own) = own.filter(|own| own.socket == socket) {
            own.room = own.room.saturating_add(frames).min(MOST_ROOM);
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Forgets a socket that is closed.
    pub(in crate::studio) fn leave(&self, socket: u64) {
        let mut state = self.lock();
        if state
            .listener
            .as_ref()
            .is_some_and(|own| own.socket == socket)
        {
            state.listener = None;
        }
    }

    /// Marks the next jump as the one that the page asked for.
    pub(super) fn expect_jump(&self) {
        self.lock().is_sought = true;
    }

    /// Forgets that the show was paused for want of room: the page plays or pauses it itself.
    pub(super) fn wake(&self) {
        self.lock().is_asleep = false;
    }

    /// Waits up to the length of a chunk for room. Returns whether there is room.
    fn has_room(&self) -> bool {
        let has = |state: &mut EarState| {
            let own = state.listener.as_ref();
            own.is_some_and(|own| own.room >= CHUNK)
        };
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), LASTS, |state| !has(state));
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        has(&mut state)
    }

    fn player(&self) -> Option<Arc<Player>> {
        self.lock().player.upgrade()
    }

    /// Pauses the show for want of room.
    fn sleep(&self) {
        let mut state = self.lock();
        if let Some(player) = state.player.upgrade()
            && !state.is_asleep
        {
            player.pause(true);
            state.is_asleep = true;
        }
    }

    /// Goes on after a pause for want of room.
    fn rise(&self) {
        let mut state = self.lock();
        if std::mem::take(&mut state.is_asleep)
            && let Some(player) = state.player.upgrade()
        {
            player.pause(false);
        }
    }

    /// Sends a chunk to the page that listens.
    fn send(&self, samples: &[f32], (edition, frame): (u32, Frames), mut flags: u32) {
        let mut state = self.lock();
        if flags & JUMPS != 0 && std::mem::take(&mut state.is_sought) {
            flags |= SOUGHT;
        }
        let Some(listener) = &mut state.listener else {
            return;
        };
        let frames = samples.len() / 2;
        let mut bytes = Vec::with_capacity(HEAD + 4 * samples.len());
        bytes.extend((frames as u32).to_le_bytes());
        bytes.extend(edition.to_le_bytes());
        bytes.extend((frame.0 as f64).to_le_bytes());
        bytes.extend(flags.to_le_bytes());
        bytes.extend(listener.serial.to_le_bytes());
        cuebook_core::audio::write_samples(&mut bytes, samples);
        listener.serial = listener.serial.wrapping_add(1);
        listener.room = listener.room.saturating_sub(frames);
        // A page that is gone is forgotten when its socket is closed.
        let _ = listener.send.try_send(Message::Binary(Bytes::from(bytes)));
    }
}

/// The device.
pub(super) struct PageHost {
    ear: Arc<Ear>,
    is_dropped: Arc<AtomicBool>,
}

impl PageHost {
    pub(super) fn new(ear: Arc<Ear>) -> PageHost {
        PageHost {
            ear,
            is_dropped: Arc::default(),
        }
    }
}

impl Host for PageHost {
    fn start(&mut self, supply: Supply, _reconnect: Reconnect) -> Result<(), DeviceError> {
        let (ear, is_dropped) = (self.ear.clone(), self.is_dropped.clone());
        thread::spawn(move || pump(supply, &ear, &is_dropped));
        Ok(())
    }

    fn drain(self: Box<Self>, _reconnect: Reconnect) -> Result<(), DeviceError> {
        Ok(())
    }
}

impl Drop for PageHost {
    fn drop(&mut self) {
        self.is_dropped.store(true, Ordering::Relaxed);
    }
}

/// Takes chunks from the show until its device is dropped. While the show is still, it takes silence
/// at the pace of a device and sends nothing.
fn pump(mut supply: Supply, ear: &Ear, is_dropped: &AtomicBool) {
    let mut samples = Vec::with_capacity(2 * CHUNK);
    let mut taken = Instant::now();
    let mut is_still = true;
    while !is_dropped.load(Ordering::Relaxed) {
        if is_still {
            thread::sleep(LASTS.saturating_sub(taken.elapsed()));
        }
        if ear.has_room() {
            ear.rise();
        } else if !is_still {
            if taken.elapsed() < PATIENCE {
                continue;
            }
            ear.sleep();
        }
        taken = Instant::now();
        let before = place(ear);
        if !take(&mut supply, &mut samples) {
            return;
        }
        let after = place(ear);
        let is_silent = samples.iter().all(|sample| *sample == 0.0);
        let was_still = is_still;
        is_still = is_silent && before == after;
        if is_still {
            continue;
        }
        let frames = Frames::from(samples.len() / 2);
        let flags = match (before, after) {
            (before, after) if before == after => STILL,
            ((one, from), (other, to)) if one == other && to == from + frames => 0,
            // The show ends or waits within this chunk; the rest of it is silence.
            ((one, from), (other, to)) if one == other && to > from && !was_still => {
                if to < from + frames { 0 } else { JUMPS }
            }
            _ => JUMPS,
        };
        let (edition, end) = after;
        let first = match flags {
            STILL => end,
            0 => before.1,
            _ => end - frames,
        };
        ear.send(&samples, (edition, first), flags);
    }
}

/// Returns the edition that is heard, and the frame of it that is taken next.
fn place(ear: &Ear) -> (u32, Frames) {
    let player = ear.player();
    player.and_then(|player| player.front()).unwrap_or_default()
}

/// Takes a chunk. Returns false after the end. The page has frames in store, so a show that is late is
/// waited for.
fn take(supply: &mut Supply, samples: &mut Vec<f32>) -> bool {
    samples.clear();
    let begun = Instant::now();
    while samples.len() < 2 * CHUNK {
        if supply.is_dry() && begun.elapsed() < PATIENCE {
            thread::sleep(SHORTLY);
            continue;
        }
        let before = samples.len();
        samples.extend(supply.by_ref().take(2));
        if samples.len() == before {
            break;
        }
    }
    !samples.is_empty()
}
