//! The statement, inside a file, of how its picture came about.

/// IPTC's vocabulary for how a picture was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DigitalSourceType {
    /// Made by an algorithm that was trained on nothing.
    AlgorithmicMedia,
    /// Made by a trained model.
    TrainedAlgorithmicMedia,
    /// A picture that an algorithm which was trained on nothing has changed.
    AlgorithmicallyEnhanced,
    /// Put together from several sources, at least one of them made by a trained model.
    Composite,
}

/// What a file says about where its picture comes from: no prompt and nothing about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// How the picture was made.
    pub digital_source_type: DigitalSourceType,
    /// The name of the program, for example "Nano Prompt".
    pub software: &'static str,
}

impl DigitalSourceType {
    /// The term's address in IPTC's vocabulary.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::AlgorithmicMedia => "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
            Self::TrainedAlgorithmicMedia => "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            Self::AlgorithmicallyEnhanced => "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced",
            Self::Composite => "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
        }
    }
}

impl Origin {
    /// The XMP packet that carries this statement.
    pub(crate) fn xmp(&self) -> String {
        format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
             <rdf:Description rdf:about=\"\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
             xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\" \
             xmp:CreatorTool=\"{software}\" \
             Iptc4xmpExt:DigitalSourceType=\"{uri}\"/>\
             </rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
            software = escaped(self.software),
            uri = self.digital_source_type.uri(),
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
