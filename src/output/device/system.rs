//! Plays on a device of the operating system: Core Audio, WASAPI, ALSA.
//! Messages of the system are not printed. A device that fails takes no more
//! frames, and the waiting thread notices that.

use std::thread;
use std::time::Duration;

use rodio::cpal::traits::{DeviceTrait, HostTrait};
use rodio::cpal::{self, BufferSize};
use rodio::stream::{DeviceSinkBuilder, DeviceSinkError, MixerDeviceSink};

use super::reconnect::Reconnect;
use super::supply::Supply;
use super::{CHANNELS, DeviceError, FRAMES_A_SECOND, Found, HELD, Host};

/// The longest time from when a frame is taken until it is heard: twice the requested
/// buffer, because most devices have two, and a reserve for the path after them.
const ON_ITS_WAY: Duration = Duration::from_millis(400);

/// A device of the system.
pub struct System {
    stream: Option<MixerDeviceSink>,
    /// The name; `None` for the default device.
    name: Option<String>,
}

impl System {
    /// Finds a device by its name, or the default one.
    pub fn find(name: Option<&str>) -> Result<System, DeviceError> {
        if !has_device() {
            return Err(DeviceError::NoServer);
        }
        builder(name)?;
        Ok(System {
            stream: None,
            name: name.map(str::to_owned),
        })
    }
}

/// Returns the devices of the system.
pub fn list() -> Result<Vec<Found>, DeviceError> {
    if !has_device() {
        return Err(DeviceError::NoServer);
    }
    let host = cpal::default_host();
    let usual = host
        .default_output_device()
        .and_then(|device| name_of(&device));
    let refused = |error: cpal::Error| DeviceError::Refused(error.into());
    let devices = host.output_devices().map_err(refused)?;
    let found = devices.filter_map(|device| {
        let config = device.default_output_config().ok()?;
        let name = name_of(&device)?;
        Some(Found {
            is_usual: usual.as_ref() == Some(&name),
            description: name.clone(),
            name,
            rate: config.sample_rate(),
            channels: config.channels(),
        })
    });
    Ok(found.collect())
}

fn name_of(device: &cpal::Device) -> Option<String> {
    let description = device.description().ok()?;
    Some(description.name().to_owned())
}

/// Returns a stream builder for a device by its name, or for the default one.
fn builder(name: Option<&str>) -> Result<DeviceSinkBuilder, DeviceError> {
    let Some(name) = name else {
        return Ok(DeviceSinkBuilder::from_default_device()?);
    };
    let refused = |error: cpal::Error| DeviceError::Refused(error.into());
    let mut devices = cpal::default_host().output_devices().map_err(refused)?;
    match devices.find(|device| name_of(device).as_deref() == Some(name)) {
        Some(device) => Ok(DeviceSinkBuilder::from_device(device)?),
        None => Err(DeviceError::unknown(name, &list()?)),
    }
}

/// Returns whether there is a sound card. Without one, ALSA prints pages of
/// errors.
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

/// Opens a stream in the engine's format, or in the device's, to which `rodio`
/// converts.
fn open(name: Option<&str>) -> Result<MixerDeviceSink, DeviceError> {
    let no_remarks: fn(cpal::Error) = |_| {};
    let own = builder(name)?
        .with_channels(CHANNELS)
        .with_sample_rate(FRAMES_A_SECOND)
        .with_buffer_size(BufferSize::Fixed(HELD))
        .with_error_callback(no_remarks);
    own.open_stream().or_else(|_| {
        let offered = builder(name)?.with_error_callback(no_remarks);
        Ok(offered.open_sink_or_fallback()?)
    })
}

impl Host for System {
    fn start(&mut self, supply: Supply, _patience: Reconnect) -> Result<(), DeviceError> {
        let mut stream = open(self.name.as_deref())?;
        stream.log_on_drop(false);
        stream.mixer().add(supply);
        self.stream = Some(stream);
        Ok(())
    }

    fn drain(self: Box<Self>, _patience: Reconnect) -> Result<(), DeviceError> {
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
