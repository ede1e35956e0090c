//! Encoded seconds into an MP4 file whose directory comes before its pictures, with a word about its origin at the end.

use std::num::NonZeroU32;

use shiguredo_mp4::{
    BoxSize, BoxType, Encode, TrackKind,
    bitstream::h264::{H264SampleEntryConfig, LengthSize, build_avc1_box},
    boxes::{SampleEntry, UnknownBox},
    mux::{Mp4FileMuxer, Mp4FileMuxerOptions, Sample, estimate_maximum_moov_box_size},
};

use super::{
    encode::Second,
    order::{AnimateError, FrameRate},
};
use crate::Origin;

/// Ticks of the file's clock in a frame.
const TICKS: u32 = 512;
/// What marks a box as XMP, as XMP's specification (part 3) has it.
const XMP_MARK: [u8; 16] = [
    0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
];

/// Puts the seconds one after the other into a file.
pub(super) fn mux(seconds: Vec<Second>, rate: FrameRate, origin: &Origin) -> Result<Vec<u8>, AnimateError> {
    let frames: usize = seconds.iter().map(|second| second.sizes.len()).sum();
    let bytes: usize = seconds.iter().map(|second| second.bytes.len()).sum();
    let entry = seconds.first().map(entry).transpose()?;
    let mut muxer = Mp4FileMuxer::with_options(Mp4FileMuxerOptions {
        reserved_moov_box_size: estimate_maximum_moov_box_size(&[frames]),
        ..Mp4FileMuxerOptions::default()
    })
    .map_err(failed)?;
    let xmp = xmp(origin)?;
    let mut file = Vec::with_capacity(muxer.initial_boxes_bytes().len() + bytes + xmp.len());
    file.extend_from_slice(muxer.initial_boxes_bytes());
    let ticks = NonZeroU32::MIN.saturating_add(rate.hertz() * TICKS - 1);
    for second in seconds {
        let mut offset = file.len() as u64;
        for (index, size) in second.sizes.iter().enumerate() {
            let sample = Sample {
                track_kind: TrackKind::Video,
                sample_entry: entry.clone().filter(|_| index == 0),
                keyframe: index == 0,
                timescale: ticks,
                duration: TICKS,
                composition_time_offset: None,
                data_offset: offset,
                data_size: *size,
            };
            muxer.append_sample(&sample).map_err(failed)?;
            offset += *size as u64;
        }
        file.extend_from_slice(&second.bytes);
    }
    for (offset, bytes) in muxer.finalize().map_err(failed)?.offset_and_bytes_pairs() {
        let start = usize::try_from(offset).map_err(failed)?;
        if let Some(place) = file.get_mut(start..start + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }
    file.extend_from_slice(&xmp);
    Ok(file)
}

fn entry(second: &Second) -> Result<SampleEntry, AnimateError> {
    let [sets, pictures] = &second.parameters;
    let config = H264SampleEntryConfig {
        length_size: LengthSize::FourBytes,
    };
    let entry = build_avc1_box(std::slice::from_ref(sets), std::slice::from_ref(pictures), &config).map_err(failed)?;
    Ok(SampleEntry::Avc1(entry))
}

fn xmp(origin: &Origin) -> Result<Vec<u8>, AnimateError> {
    let packet = origin.xmp();
    let kind = BoxType::Uuid(XMP_MARK);
    let whole = 8 + kind.as_bytes().len() + packet.len();
    let statement = UnknownBox {
        box_type: kind,
        box_size: BoxSize::U32(u32::try_from(whole).map_err(failed)?),
        payload: packet.into_bytes(),
    };
    statement.encode_to_vec().map_err(failed)
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> AnimateError {
    AnimateError::Encode(Box::new(error))
}
