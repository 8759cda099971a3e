//! Plays on a sound server: PulseAudio, or PipeWire with its PulseAudio
//! interface. The stream has the engine's format. The server makes all
//! conversions, for example for the volume or the rate of the device.

use std::ffi::{CStr, CString};
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;

use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{
    ChannelMap, DEFAULT_SINK, PlaybackStreamParams, Prop, Props, ProtocolError, SampleFormat,
    SampleSpec,
};
use pulseaudio::{AsPlaybackSource, Client, ClientError, PlaybackStream};

use super::reconnect::{LONGEST, Reconnect};
use super::supply::Supply;
use super::{CHANNELS, DeviceError, FRAMES_A_SECOND, Found, HELD, Host};
use cuebook_core::units::RATE;

/// The name of the program in the user's volume control.
const NAME: &CStr = c"cuebook";

/// The bytes of a frame: two samples of 32 bits.
const FRAME: u32 = 8;

/// The bytes of a cookie.
const COOKIE: usize = 256;

/// A connection to a server.
pub(super) struct Server {
    // The stream ends before its connection.
    stream: Option<PlaybackStream>,
    client: Client,
    /// The selected sink: the user's default, or one by name.
    sink: CString,
}

impl Server {
    /// Connects to the server that the environment names, and to one of its
    /// sinks.
    pub(super) fn connect(sink: Option<&str>) -> Result<Server, DeviceError> {
        let client = connect()?;
        let sink = match sink {
            None => DEFAULT_SINK.to_owned(),
            Some(name) => {
                let found = sinks(&client)?;
                let known = found.iter().any(|sink| sink.name == name);
                let known = known.then(|| CString::new(name).ok()).flatten();
                known.ok_or_else(|| DeviceError::unknown(name, &found))?
            }
        };
        Ok(Server {
            stream: None,
            client,
            sink,
        })
    }
}

/// Returns the sinks of the server that the environment names.
pub(super) fn list() -> Result<Vec<Found>, DeviceError> {
    sinks(&connect()?)
}

fn connect() -> Result<Client, DeviceError> {
    let path = pulseaudio::socket_path_from_env().ok_or(DeviceError::NoServer)?;
    let socket = UnixStream::connect(path).map_err(|error| match error.kind() {
        // A server that has ended leaves its socket behind.
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => DeviceError::NoServer,
        _ => DeviceError::Refused(error.into()),
    })?;
    // Without a timeout the handshake could wait without end.
    let limited = socket.set_read_timeout(Some(LONGEST));
    limited.map_err(|error| DeviceError::Refused(error.into()))?;
    Ok(Client::new_unix(NAME, socket, Some(cookie()))?)
}

fn sinks(client: &Client) -> Result<Vec<Found>, DeviceError> {
    let mut reconnect = Reconnect::with(Arc::default());
    let usual = reconnect.answer(client.server_info())??.default_sink_name;
    let sinks = reconnect.answer(client.list_sinks())??;
    let text = |text: &CStr| text.to_string_lossy().into_owned();
    let found = sinks.into_iter().map(|sink| Found {
        is_usual: usual.as_ref() == Some(&sink.name),
        name: text(&sink.name),
        description: sink.description.as_deref().map(text).unwrap_or_default(),
        rate: sink.sample_spec.sample_rate,
        channels: u16::from(sink.sample_spec.channels),
    });
    Ok(found.collect())
}

impl Host for Server {
    fn start(&mut self, supply: Supply, mut reconnect: Reconnect) -> Result<(), DeviceError> {
        let (mixer, mixed) = rodio::mixer::mixer(CHANNELS, FRAMES_A_SECOND);
        mixer.add(supply);
        let mut bytes = mixed.flat_map(f32::to_le_bytes);
        // Fills the whole request; fewer samples mean that there are no more.
        let fill = move |buffer: &mut [u8]| {
            let mut filled = 0;
            for (slot, byte) in buffer.iter_mut().zip(&mut bytes) {
                *slot = byte;
                filled += 1;
            }
            filled
        };
        let stream = self
            .client
            .create_playback_stream(format(self.sink.clone()), fill.as_playback_source());
        self.stream = Some(reconnect.answer(stream)??);
        Ok(())
    }

    fn drain(self: Box<Self>, mut reconnect: Reconnect) -> Result<(), DeviceError> {
        match &self.stream {
            Some(stream) => Ok(reconnect.answer(stream.play_all())??),
            None => Ok(()),
        }
    }
}

/// Returns the cookie that identifies the user. PulseAudio refuses a cookie of
/// another length, even where it lets everybody in.
fn cookie() -> Vec<u8> {
    let path = pulseaudio::cookie_path_from_env();
    let own = path.and_then(|path| std::fs::read(path).ok());
    own.filter(|cookie| cookie.len() == COOKIE)
        .unwrap_or_else(|| vec![0; COOKIE])
}

/// Returns the parameters of a stream in the engine's format on a sink.
fn format(sink: CString) -> PlaybackStreamParams {
    let mut props = Props::new();
    props.set(Prop::MediaName, NAME);
    PlaybackStreamParams {
        sample_spec: SampleSpec {
            format: SampleFormat::Float32Le,
            channels: 2,
            sample_rate: RATE,
        },
        channel_map: ChannelMap::stereo(),
        sink_name: Some(sink),
        buffer_attr: BufferAttr {
            target_length: HELD * FRAME,
            ..BufferAttr::default()
        },
        // Its buffer is then the whole delay to the ear.
        flags: StreamFlags {
            adjust_latency: true,
            ..StreamFlags::default()
        },
        props,
        ..PlaybackStreamParams::default()
    }
}

impl From<ClientError> for DeviceError {
    fn from(error: ClientError) -> DeviceError {
        let is_late = |error: &io::Error| {
            matches!(
                error.kind(),
                io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
            )
        };
        match error {
            ClientError::Disconnected => DeviceError::Lost,
            ClientError::Protocol(ProtocolError::Io(error)) if is_late(&error) => {
                DeviceError::Silent
            }
            ClientError::Protocol(ProtocolError::Io(_)) => DeviceError::Lost,
            error => DeviceError::Refused(error.into()),
        }
    }
}
