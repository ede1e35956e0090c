//! How an order is written for Replicate.

use egress::{Outbound, PurposeKind, Target};
use serde_json::{Value, json};

use super::files::Written;
use crate::{
    ConfigError, ModelId, Order,
    config::ModelTable,
    template::{Place, Template},
    told,
};

/// A model, and what it is given.
pub(super) struct Model {
    pub id: ModelId,
    /// Where its predictions are made.
    pub path: String,
    /// Where the vendor describes it.
    pub page: String,
    /// The one version that is meant, where the table names one.
    version: Option<String>,
    template: Template,
}

impl Model {
    /// The model of a table: `owner/name`, or `owner/name:version`.
    pub fn new(id: ModelId, table: &ModelTable, template: Template) -> Result<Self, ConfigError> {
        let unusable = || ConfigError::Model(table.id.clone());
        let (name, version) = match table.id.split_once(':') {
            None => (table.id.as_str(), None),
            Some((name, version)) => (name, Some(version.to_owned())),
        };
        if !told::is_plain_path(name, 2..=2) || version.as_ref().is_some_and(|hash| !told::is_plain_path(hash, 1..=1)) {
            return Err(unusable());
        }
        let (path, page) = match &version {
            None => (format!("models/{name}/predictions"), format!("models/{name}")),
            Some(hash) => ("predictions".to_owned(), format!("models/{name}/versions/{hash}")),
        };
        Ok(Self {
            id,
            path,
            page,
            version,
            template,
        })
    }

    /// An order on its way; `pictures` are its pictures as the vendor is to read them.
    pub fn order(&self, order: &Order, pictures: &Written) -> Outbound {
        let input = self.template.fill(|place| value(place, order, pictures));
        let mut body = json!({ "input": input });
        if let Some(version) = &self.version {
            body["version"] = json!(version);
        }
        let names = self.said(order, pictures).into_iter().map(|(name, _)| name);
        let target = Target::Path(self.path.clone().into());
        let outbound = Outbound::post_json(target, body.to_string().into(), PurposeKind::Generate);
        outbound.fields(names)
    }

    /// Everything that an order says, by the places where it says it.
    pub fn said(&self, order: &Order, pictures: &Written) -> Vec<(&'static str, Value)> {
        let version = self.version.iter().map(|version| ("version", json!(version)));
        version
            .chain(self.template.said(|place| value(place, order, pictures)))
            .collect()
    }
}

fn value(place: Place, order: &Order, pictures: &Written) -> Option<Value> {
    match place {
        Place::Image => pictures.references.first().map(|text| json!(text)),
        Place::Images if pictures.references.is_empty() => None,
        Place::Images => Some(json!(pictures.references)),
        Place::Mask => pictures.mask.as_ref().map(|text| json!(text)),
        Place::FirstFrame => pictures.first_frame.as_ref().map(|text| json!(text)),
        Place::LastFrame => pictures.last_frame.as_ref().map(|text| json!(text)),
        said => match order {
            Order::Image(image) => said.said(image),
            Order::Video(video) => said.said_of_film(video),
            Order::Text(_) => None,
        },
    }
}
