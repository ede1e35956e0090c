//! The media there are.

/// What a picture seems to be made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Medium {
    /// Washes with pooled edges and grain on rough paper.
    Watercolour,
    /// Thick strokes on canvas.
    Oil,
    /// Pen lines and hatching.
    Ink,
    /// Graphite on paper.
    Pencil,
    /// Few colours on a coarse grid.
    PixelArt,
    /// Flat triangles.
    LowPoly,
    /// Layers of coloured paper that throw shadows on each other.
    PaperCut,
}

impl Medium {
    /// Every medium.
    pub const ALL: [Self; 7] = [
        Self::Watercolour,
        Self::Oil,
        Self::Ink,
        Self::Pencil,
        Self::PixelArt,
        Self::LowPoly,
        Self::PaperCut,
    ];

    /// Whether it is made of surfaces of one colour each.
    pub(crate) const fn is_flat(self) -> bool {
        matches!(self, Self::PixelArt | Self::LowPoly)
    }

    /// As it stands in a title, after a comma.
    pub(crate) const fn as_title(self) -> &'static str {
        match self {
            Self::Watercolour => "in watercolour",
            Self::Oil => "in oil",
            Self::Ink => "in ink",
            Self::Pencil => "in pencil",
            Self::PixelArt => "as pixel art",
            Self::LowPoly => "in low poly",
            Self::PaperCut => "as a paper cut",
        }
    }
}
