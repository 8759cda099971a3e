//! The device as the operating system offers it: Core Audio, WASAPI, ALSA.
//!
//! In: a supply. Out: sound. Always true: the system's own remarks are not
//! printed; a device that fails takes no more frames, and that is noticed.

use std::thread;
use std::time::Duration;

use rodio::cpal::{self, BufferSize};
use rodio::stream::{DeviceSinkBuilder, DeviceSinkError, MixerDeviceSink};

use super::patience::Patience;
use super::supply::Supply;
use super::{CHANNELS, DeviceError, FRAMES_A_SECOND, HELD, Host};

/// How long a frame may be on its way to the ear once it was taken: what the
/// device is asked to hold, twice, for most have two buffers, and the way.
const ON_ITS_WAY: Duration = Duration::from_millis(400);

/// The system's own device.
pub struct System(Option<MixerDeviceSink>);

impl System {
    /// Finds the device that is meant for everything.
    pub fn find() -> Result<System, DeviceError> {
        if !has_device() {
            return Err(DeviceError::NoServer);
        }
        DeviceSinkBuilder::from_default_device()?;
        Ok(System(None))
    }
}

/// Whether to ask at all: ALSA prints pages where there is no sound card.
fn has_device() -> bool {
    if cfg!(not(target_os = "linux")) {
        return true;
    }
    let devices = std::fs::read_dir("/dev/snd").into_iter().flatten();
    let names = devices.flatten().map(|device| device.file_name());
    names
        .filter_map(|name| name.into_string().ok())
        .any(|name| {
            // `pcmC0D0p`: the first card, its first device, for playback.
            name.starts_with("pcm") && name.ends_with('p')
        })
}

/// The engine's own format, or what the device offers, to which `rodio` converts.
fn open() -> Result<MixerDeviceSink, DeviceSinkError> {
    let no_remarks: fn(cpal::Error) = |_| {};
    let default = || DeviceSinkBuilder::from_default_device();
    let own = default()?
        .with_channels(CHANNELS)
        .with_sample_rate(FRAMES_A_SECOND)
        .with_buffer_size(BufferSize::Fixed(HELD))
        .with_error_callback(no_remarks);
    own.open_stream().or_else(|_| {
        let offered = default()?.with_error_callback(no_remarks);
        offered.open_sink_or_fallback()
    })
}

impl Host for System {
    fn start(&mut self, supply: Supply, _patience: Patience) -> Result<(), DeviceError> {
        let mut stream = open()?;
        stream.log_on_drop(false);
        stream.mixer().add(supply);
        self.0 = Some(stream);
        Ok(())
    }

    fn drain(self: Box<Self>, _patience: Patience) -> Result<(), DeviceError> {
        thread::sleep(ON_ITS_WAY);
        Ok(())
    }
}

impl From<DeviceSinkError> for DeviceError {
    fn from(error: DeviceSinkError) -> DeviceError {
        match error {
            DeviceSinkError::NoDevice => DeviceError::NoDevice,
            error => DeviceError::Refused(error.into()),
        }
    }
}
