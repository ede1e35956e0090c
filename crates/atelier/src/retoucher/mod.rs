//! The retoucher: a picture, an optional mask and words become a changed picture.
//!
//! Understanding the words (`understand`) and doing what was understood (one file a verb) never mix.

mod background;
mod carry_out;
mod crop;
mod detail;
mod enlarge;
mod extend;
mod fill;
mod flow;
mod grade;
mod guided;
mod lettering;
mod media;
mod order;
mod palette;
mod plane;
mod resample;
mod resize;
mod retouch;
mod sheet;
mod step;
mod tell;
mod tint;
mod turn;
mod understand;
mod vary;
mod work;
mod write;

pub(crate) use media::draw_in;
pub use media::{Medium, render_in};
pub use order::{LEAST_RETOUCHED_SIDE, MOST_RETOUCHED_SIDE, RetouchError, RetouchOrder, Retouched};
pub use retouch::retouch;
pub(crate) use work::Work;
