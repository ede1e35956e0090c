//! Frames into H.264, one second after the other, each by an encoder of its own.

use openh264::{
    OpenH264API,
    encoder::{
        BitRate, Complexity, Encoder, EncoderConfig, FrameRate as Hertz, QpRange, RateControlMode, UsageType, VuiConfig,
    },
};

use super::{
    order::{AnimateError, FrameRate},
    screen::Frame,
};

/// How coarsely everything is rounded: finer than this costs bytes that nobody sees, coarser shows in skies.
const COARSENESS: u8 = 24;
/// Only a promise to the decoder, since the coarseness is fixed.
const BITS_A_SECOND: u32 = 12_000_000;

/// Some encoded frames that can be shown without those before them.
pub(super) struct Second {
    /// Frame after frame; what belongs together has its length before it.
    pub bytes: Vec<u8>,
    /// The bytes of each frame.
    pub sizes: Vec<usize>,
    /// What a decoder has to know: the sequence's parameters and the pictures'.
    pub parameters: [Vec<u8>; 2],
}

/// Encodes one second.
pub(super) struct Encoding {
    encoder: Encoder,
    second: Second,
}

/// What a piece of the stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    SequenceParameters,
    PictureParameters,
    Slice,
}

impl Encoding {
    pub fn new(rate: FrameRate) -> Result<Self, AnimateError> {
        // One coarseness for all, one thread and nothing that looks at a clock: the same frames give the same bytes.
        let config = EncoderConfig::new()
            .max_frame_rate(Hertz::from_hz(rate.hertz() as f32))
            .rate_control_mode(RateControlMode::Bitrate)
            .bitrate(BitRate::from_bps(BITS_A_SECOND))
            .qp(QpRange::new(COARSENESS, COARSENESS))
            .skip_frames(false)
            .num_threads(1)
            .complexity(Complexity::Low)
            .usage_type(UsageType::CameraVideoRealTime)
            .scene_change_detect(false)
            .adaptive_quantization(false)
            .background_detection(false)
            .vui(VuiConfig::bt709());
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config).map_err(failed)?;
        Ok(Self {
            encoder,
            second: Second {
                bytes: Vec::new(),
                sizes: Vec::new(),
                parameters: [Vec::new(), Vec::new()],
            },
        })
    }

    /// Encodes the next frame.
    pub fn add(&mut self, frame: &Frame) -> Result<(), AnimateError> {
        let stream = self.encoder.encode(frame).map_err(failed)?;
        let before = self.second.bytes.len();
        for layer in (0..stream.num_layers()).filter_map(|index| stream.layer(index)) {
            for unit in (0..layer.nal_count()).filter_map(|index| layer.nal_unit(index)) {
                self.second.put(unit)?;
            }
        }
        self.second.sizes.push(self.second.bytes.len() - before);
        Ok(())
    }

    pub fn finish(mut self) -> Second {
        self.second.bytes.shrink_to_fit();
        self.second
    }
}

impl Second {
    /// Keeps a piece of the stream, which comes with a mark at its start.
    fn put(&mut self, unit: &[u8]) -> Result<(), AnimateError> {
        let start = unit.iter().position(|byte| *byte == 1).map_or(0, |place| place + 1);
        let unit = unit.get(start..).unwrap_or_default();
        match Unit::of(unit) {
            Unit::SequenceParameters => self.parameters[0] = unit.to_vec(),
            Unit::PictureParameters => self.parameters[1] = unit.to_vec(),
            Unit::Slice => {
                let length = u32::try_from(unit.len()).map_err(failed)?;
                self.bytes.extend_from_slice(&length.to_be_bytes());
                self.bytes.extend_from_slice(unit);
            }
        }
        Ok(())
    }
}

impl Unit {
    fn of(unit: &[u8]) -> Self {
        match unit.first().map_or(0, |byte| byte & 31) {
            7 => Self::SequenceParameters,
            8 => Self::PictureParameters,
            _ => Self::Slice,
        }
    }
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> AnimateError {
    AnimateError::Encode(Box::new(error))
}
