//! Edits with a mask: what was not to change is the original's whatever a model made of it, the result says whether the model
//! kept to the mask, and the model's own file is never touched (decision 0022).

use std::sync::atomic::Ordering;

use atelier::{DigitalSourceType, ImageFormat, Origin, encode, encode_plain};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use basics::{AssetId, GenerationId, Span};
use engines::Output;
use http::Method;
use product::{
    Settings,
    assets::{self, Source, Underlay},
};
use serde_json::{Value, json};
use store::Scope;
use testkit::{Answer, Client, Database, TestApp, Upstream, files, find_in, on_both_databases};

use crate::{uploads::kept, vendors::Vendor};

/// Width and height of what is edited: red on the left, which is to change, and blue on the right.
const SIZE: (u32, u32) = (96, 64);
const GREEN: [u8; 3] = [20, 220, 20];
const VERDICT: &str = "x-nanoprompt-kept-to-mask";

type Pixels = Vec<[u8; 3]>;

fn rgb(pixels: &[[u8; 3]]) -> Vec<u8> {
    pixels.iter().flatten().copied().collect()
}

fn pixels(file: &[u8]) -> Pixels {
    let (rgb, ..) = atelier::decode(file).unwrap();
    rgb.chunks_exact(3)
        .map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect()
}

/// What is edited.
fn original() -> Vec<u8> {
    files::plain(SIZE.0, SIZE.1, ImageFormat::Png)
}

fn is_to_change(place: usize) -> bool {
    place % 96 < 48
}

/// As a model makes it that keeps to its mask: green on the left, and the right as it was.
fn kept_to() -> Vec<u8> {
    let before = pixels(&original());
    let colour = |(place, before): (usize, &[u8; 3])| if is_to_change(place) { GREEN } else { *before };
    rgb(&before.iter().enumerate().map(colour).collect::<Vec<_>>())
}

fn png(pixels: &[u8]) -> Vec<u8> {
    encode_plain(pixels, SIZE.0, SIZE.1, ImageFormat::Png).unwrap()
}

/// A vendor's file that is green all over, and signed: with a mark in XMP and the chunk that carries credentials.
fn signed() -> Vec<u8> {
    let origin = Origin {
        digital_source_type: DigitalSourceType::TrainedAlgorithmicMedia,
        software: "a vendor",
    };
    let green = GREEN.repeat((SIZE.0 * SIZE.1) as usize);
    files::with_credentials(&encode(&green, SIZE.0, SIZE.1, ImageFormat::Png, &origin).unwrap())
}

async fn start(database: Database) -> (TestApp, Upstream, Client, Client) {
    let upstream = Upstream::start().await;
    let (app, _) = TestApp::start_with_upstream(database, &upstream).await;
    let ada = app.person("ada@example.org").await;
    let program = app.program("ada@example.org").await;
    (app, upstream, ada, program)
}

/// Edits the left half by OpenAI's API.
pub(crate) async fn edit(program: &Client) -> Answer {
    let fields = [
        ("prompt", "a meadow on the left"),
        ("model", "lab/fake-image"),
        ("size", "64x64"),
    ];
    let (picture, mask) = (original(), files::mask(SIZE.0, SIZE.1));
    let parts: [(&str, &str, &[u8]); 2] = [("image", "image/png", &picture), ("mask", "image/png", &mask)];
    let (body, media_type) = files::form_of(&parts, &fields);
    program
        .send(Method::POST, "/v1/images/edits", Some(media_type), body.into(), &[])
        .await
}

fn file_of(answer: &Answer) -> Vec<u8> {
    let said = answer.json();
    let file = said["data"][0]["b64_json"].as_str().unwrap_or_else(|| panic!("{said}"));
    STANDARD.decode(file).unwrap()
}

/// The newest asset, as programs read it.
async fn newest(program: &Client) -> Value {
    program.get("/api/v1/assets?limit=1").await.json()["data"][0].clone()
}

/// Whether what was not to change is as it was, to the bit.
fn stays(file: &[u8]) -> bool {
    let (before, after) = (pixels(&original()), pixels(file));
    before.len() == after.len() && (0..before.len()).all(|place| is_to_change(place) || before[place] == after[place])
}

async fn count(app: &TestApp, sql: &'static str) -> usize {
    app.app.db.all(sql, vec![]).await.unwrap().len()
}

on_both_databases! {
    async fn a_model_that_paints_everything_anew_changes_only_what_it_may_and_its_own_file_stays(database: Database) {
        let (_app, upstream, ada, program) = start(database).await;
        let sent = signed();
        upstream.edit_into(sent.clone());
        let answer = edit(&program).await;
        let file = file_of(&answer);
        assert_eq!((answer.header(VERDICT), &answer.json()["output_format"]), ("changed_outside", &json!("png")));
        assert!(stays(&file), "what was not to change is the original's");
        assert_eq!(pixels(&file)[40 * 96 + 20], GREEN, "what was to change is the model's");
        assert!(!find_in(&file, "compositeWithTrainedAlgorithmicMedia", "file").is_empty(), "it says what it is");

        let asset = newest(&program).await;
        assert_eq!((&asset["kept_to_mask"], &asset["changed_outside"], &asset["source"]), (&json!("changed_outside"), &json!(1_000), &json!("compositeWithTrainedAlgorithmicMedia")), "{asset}");
        assert_eq!((&asset["width"], &asset["height"], &asset["media_type"]), (&json!(96), &json!(64), &json!("image/png")));
        assert_eq!(program.get(asset["content"].as_str().unwrap()).await.body, file);
        let vendors = program.get(asset["as_sent"].as_str().unwrap()).await;
        assert!(vendors.body == sent && !find_in(&vendors.body, "CREDENTIALS-5f1c", "file").is_empty(), "not a bit of it is touched");
        let generation = program.get(&format!("/api/v1/generations/{}", asset["generation"].as_str().unwrap())).await.json();
        assert_eq!(generation["assets"], json!([asset]));

        let page = ada.get("/library").await.link("/library/").unwrap();
        let receipt = ada.get(&page).await.text();
        for said in ["the model changed 100.0 % of what lies outside it", "put together from your picture", "96 × 64, PNG", "file?as_sent"] {
            assert!(receipt.contains(said), "{said}: {receipt}");
        }
        let taken = ada.get(&format!("{page}/file?as_sent&download")).await;
        assert!(taken.body == sent && taken.header("content-disposition").starts_with("attachment"));
        assert_eq!(ada.get(&format!("{page}/file")).await.body, file);
    }

    async fn a_model_that_keeps_to_its_mask_has_its_own_file_kept(database: Database) {
        let (app, upstream, ada, program) = start(database).await;
        let sent = files::with_credentials(&png(&kept_to()));
        upstream.edit_into(sent.clone());
        let answer = edit(&program).await;
        assert_eq!(answer.header(VERDICT), "kept");
        assert!(file_of(&answer) == sent, "there was nothing to put back");
        let asset = newest(&program).await;
        assert_eq!((&asset["kept_to_mask"], &asset["changed_outside"], &asset["as_sent"], &asset["source"]), (&json!("kept"), &json!(0), &Value::Null, &json!("trainedAlgorithmicMedia")));
        let content = asset["content"].as_str().unwrap();
        assert!(program.get(&format!("{content}?as_sent=true")).await.body == sent, "it is the same file");
        let refused = program.get(&format!("{content}?as_sent=perhaps")).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["field"]), (422, &json!("as_sent")));
        assert!(ada.get(&ada.get("/library").await.link("/library/").unwrap()).await.text().contains("the model kept to it"));
        assert_eq!(count(&app, "SELECT id FROM as_sent").await, 0);
    }

    async fn writing_it_anew_or_in_another_size_is_told_from_painting(database: Database) {
        let (app, upstream, _ada, program) = start(database).await;
        let kept = kept_to();
        let jpeg = encode_plain(&kept, SIZE.0, SIZE.1, ImageFormat::Jpeg).unwrap();
        let (small, width, height) = atelier::thumbnail(&kept, SIZE.0, SIZE.1, 48);
        let smaller = encode_plain(&small, width, height, ImageFormat::WebP).unwrap();
        let at = |place: usize| (place / 192 / 2 * 96 + place % 192 / 2) * 3;
        let doubled: Vec<u8> = (0..192 * 128).flat_map(|place| kept[at(place)..at(place) + 3].to_vec()).collect();
        let larger = encode_plain(&doubled, 192, 128, ImageFormat::Png).unwrap();
        for (sent, media_type) in [(jpeg, "image/jpeg"), (smaller, "image/webp"), (larger, "image/png")] {
            // So that the newest is this one.
            app.clock.advance(basics::Span::millis(5));
            upstream.edit_into(sent.clone());
            let answer = edit(&program).await;
            assert_eq!(answer.header(VERDICT), "kept", "{media_type}");
            assert!(stays(&file_of(&answer)), "{media_type}");
            let asset = newest(&program).await;
            assert_eq!((&asset["width"], &asset["media_type"]), (&json!(96), &json!("image/png")));
            let vendors = program.get(asset["as_sent"].as_str().unwrap()).await;
            assert!(vendors.body == sent && vendors.header("content-type") == media_type, "{media_type}");
        }
    }

    async fn what_cannot_be_laid_over_the_original_is_kept_as_it_came_and_says_so(database: Database) {
        let (app, upstream, ada, program) = start(database).await;
        let sent = files::plain(64, 64, ImageFormat::Jpeg);
        upstream.edit_into(sent.clone());
        let answer = edit(&program).await;
        assert_eq!((answer.header(VERDICT), &answer.json()["output_format"]), ("not_compared", &json!("jpeg")));
        assert!(file_of(&answer) == sent);
        let asset = newest(&program).await;
        assert_eq!((&asset["kept_to_mask"], &asset["changed_outside"], &asset["as_sent"]), (&json!("not_compared"), &Value::Null, &Value::Null));
        assert!(ada.get(&ada.get("/library").await.link("/library/").unwrap()).await.text().contains("kept as it came"));

        // What is no picture at all is kept no more than that of any other order.
        upstream.edit_into(sent[..sent.len() / 4].to_vec());
        let broken = edit(&program).await;
        assert_eq!((broken.status.as_u16(), broken.header(VERDICT)), (502, ""), "{}", broken.text());
        assert_eq!(ada.get("/library").await.links("/library/").len(), 1);
        assert_eq!(count(&app, "SELECT id FROM as_sent").await, 0);
    }

    async fn an_original_that_was_erased_meanwhile_does_not_cost_its_edit(database: Database) {
        let vendor = Vendor::taking_masks();
        let app = TestApp::start_with(database, vec![vendor.clone()], Settings::default()).await;
        let ada = app.person("ada@example.org").await;
        let program = app.program("ada@example.org").await;
        let picture = kept(&ada, &original()).await.replace("/library/", "");
        app.clock.advance(Span::millis(5));
        let mask = kept(&ada, &files::mask(SIZE.0, SIZE.1)).await.replace("/library/", "");
        let order = json!({ "prompt": "a calm sea", "model": "slow/painter", "size": "96x64", "inputs": [{ "asset": picture }, { "asset": mask, "role": "mask" }] });
        for (erased, verdict) in [(false, "changed_outside"), (true, "not_compared")] {
            vendor.ready.store(false, Ordering::Relaxed);
            let ordered = program.post_json("/api/v1/generations", &order).await;
            assert_eq!(ordered.status, 202, "{}", ordered.text());
            while count(&app, "SELECT id FROM job WHERE step = 'ticket' AND state = 'running'").await == 0 {
                tokio::task::yield_now().await;
            }
            if erased {
                ada.post(&format!("/library/{picture}/erase"), &[]).await;
            }
            vendor.ready.store(true, Ordering::Relaxed);
            app.settle_moving(Span::millis(100)).await;
            let done = program.get(&format!("/api/v1/generations/{}", ordered.json()["id"].as_str().unwrap())).await.json();
            assert_eq!((&done["state"], &done["assets"][0]["kept_to_mask"]), (&json!("done"), &json!(verdict)), "{done}");
        }
    }

    async fn the_models_own_file_goes_with_its_asset_and_no_sooner(database: Database) {
        let (app, upstream, ada, program) = start(database).await;
        upstream.edit_into(signed());
        edit(&program).await;
        app.clock.advance(Span::hours(25));
        app.settle().await;
        let objects = || testkit::files_below(&app.objects()).len();
        assert_eq!(objects(), 3, "the result, its preview, and what the model sent");
        assert_eq!(assets::sweep_orphans(&app.app).await.unwrap(), 0);
        assert_eq!((objects(), count(&app, "SELECT id FROM as_sent").await), (3, 1));
        let page = ada.get("/library").await.link("/library/").unwrap();
        ada.post(&format!("{page}/erase"), &[]).await;
        assert_eq!(ada.get(&format!("{page}/file?as_sent")).await.status, 404);
        app.settle().await;
        for sql in ["SELECT id FROM asset", "SELECT id FROM as_sent", "SELECT id FROM generation"] {
            assert_eq!(count(&app, sql).await, 0, "{sql}");
        }
        assert_eq!(objects(), 0);
        // An older copy brings it back, and it is erased again.
        let id: AssetId = page.replace("/library/", "").parse().unwrap();
        let name = store::ObjectName::new(assets::AS_SENT_OBJECT, id);
        app.app.objects.put(&name, "sealed".into()).await.unwrap();
        let row = "INSERT INTO as_sent (id, workspace_id, media_type, width, height, length) VALUES ($1, $1, 'image/png', 1, 1, 1)";
        app.app.db.run(row, store::values![id]).await.unwrap();
        assert_eq!(product::erasures::erase_item_again(&app.app, id.into()).await.unwrap(), 2);
        assert_eq!((objects(), count(&app, "SELECT id FROM as_sent").await), (0, 0));
    }

    async fn somebody_who_leaves_takes_what_models_sent_along(database: Database) {
        let (app, upstream, ada, program) = start(database).await;
        upstream.edit_into(signed());
        edit(&program).await;
        ada.post("/you/erase", &[("when", "now"), ("password", testkit::PASSWORD)]).await;
        app.settle_moving(Span::millis(100)).await;
        assert!(app.app.objects.list().await.unwrap().is_empty());
        assert_eq!(count(&app, "SELECT id FROM as_sent").await, 0);
        let removed = app.app.db.first("SELECT removed FROM erasure", vec![]).await.unwrap().unwrap();
        let removed: String = removed.get("removed").unwrap();
        assert!(removed.contains("\"objects/as-sent\":1"), "{removed}");
    }

    async fn keeping_it_again_after_a_crash_ends_where_it_would_have(database: Database) {
        let app = TestApp::start(database).await;
        let ada = app.person("ada@example.org").await;
        let page = crate::pictures::make(&app, &ada, "a calm sea").await;
        let made = app.app.db.first("SELECT workspace_id, created_by, generation_id FROM asset", vec![]).await.unwrap().unwrap();
        let origin = assets::Origin {
            generation: made.get::<GenerationId>("generation_id").unwrap(),
            workspace: made.get("workspace_id").unwrap(),
            account: made.get("created_by").unwrap(),
            source: Source::TrainedModel,
            index: 1,
            ordered: SIZE,
        };
        let beneath = Underlay::Picture { original: original().into(), mask: files::mask(SIZE.0, SIZE.1).into() };
        let before = app.app.objects.list().await.unwrap().len();
        let keep = async || assets::keep(&app.app, &origin, Output::picture(signed().into()).unwrap(), &beneath, "a meadow").await.unwrap();
        // What died before it wrote its rows has left its objects.
        drop(keep().await);
        let again = keep().await;
        let scope = Scope::workspace(origin.workspace);
        let mut transaction = app.app.db.begin_within(&scope).await.unwrap();
        assets::record(&mut transaction, &again).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(app.app.objects.list().await.unwrap().len(), before + 3);
        let shown = assets::view(&app.app, &scope, AssetId::of(origin.generation, 1)).await.unwrap();
        assert_eq!(shown.as_sent.map(|as_sent| (as_sent.width, as_sent.height)), Some(SIZE));
        assert!(ada.get(&format!("/library/{}/file?as_sent", shown.asset.id)).await.body == signed());
        assert_eq!(ada.get(&format!("{page}/file")).await.status, 200);
    }
}
