//! Films as vendors send them, and orders for them.

use bytes::Bytes;
use engines::VideoOrder;

use crate::{peer::Reply, steps::input};

/// The beginning of a film, and enough of one for whoever never opens it.
pub fn film() -> Bytes {
    Bytes::from_static(b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free\0\0\0\0mdat")
}

/// A vendor that shows it.
pub fn played() -> Reply {
    Reply::typed(200, "video/mp4", film())
}

/// An order for a film of a lighthouse.
pub fn shot() -> VideoOrder {
    VideoOrder {
        prompt: "a lighthouse at dusk".to_owned(),
        negative: None,
        size: "1280x720".parse().unwrap(),
        seconds: 8,
        seed: None,
        first_frame: None,
        last_frame: None,
    }
}

/// The same, from this picture.
pub fn from_a_picture() -> VideoOrder {
    VideoOrder {
        first_frame: Some(input()),
        ..shot()
    }
}

/// The same, from one picture to another.
pub fn between_pictures() -> VideoOrder {
    VideoOrder {
        last_frame: Some(input()),
        ..from_a_picture()
    }
}
