//! What reads bytes of others.

use atelier::{ImageFormat, PaintOrder, Unwatched};
use axum::{body::Body, extract::FromRequest};
use bytes::Bytes;
use darkroom::{
    DarkroomError, Edit, MOST_REPLY_BYTES, Reply, Retouch, Scribe, Sealing, Strength, Task, Writing, perform,
    read_frame,
};
use engines::{
    Endpoint, ProviderTable,
    openai_compatible::{self, RawRequest},
};
use futures::executor::block_on;
use http::{Request, StatusCode, header::CONTENT_TYPE};
use product::library::{Wanted, wanted};
use testkit::files;
use web_kit::{FormFields, MOST_FILE_BYTES, UploadedFile};

use crate::Target;

/// All of them.
pub const TARGETS: &[Target] = &[
    Target {
        name: "upload",
        corpus: pictures,
        read: upload,
    },
    Target {
        name: "vendor-picture",
        corpus: pictures,
        read: vendor_picture,
    },
    Target {
        name: "edit",
        corpus: edits,
        read: edit,
    },
    Target {
        name: "task-frames",
        corpus: tasks,
        read: task_frames,
    },
    Target {
        name: "reply-frames",
        corpus: replies,
        read: reply_frames,
    },
    Target {
        name: "provider-answer",
        corpus: || texts(&ANSWERS),
        read: provider_answer,
    },
    Target {
        name: "chat-request",
        corpus: || texts(&CHATS),
        read: chat_request,
    },
    Target {
        name: "provider-table",
        corpus: || texts(&TABLES),
        read: provider_table,
    },
    Target {
        name: "multipart",
        corpus: || vec![files::form("file", "a.png", "image/png", b"bytes").0],
        read: multipart,
    },
    Target {
        name: "form",
        corpus: || texts(&["prompt=a+sea&size=64x64&seed=%37", "a=%C3%BC&&=", "%"]),
        read: form,
    },
    Target {
        name: "range",
        corpus: || texts(&["bytes=0-9", "bytes=90-", "bytes=-10", "bytes=0-1,3-4"]),
        read: range,
    },
    Target {
        name: "scene",
        corpus: || {
            texts(&[
                "a lighthouse on a cliff at dusk, heavy sea",
                "drei rote Palmen am Meer",
                "no clouds",
            ])
        },
        read: scene,
    },
];

const ANSWERS: [&str; 3] = [
    r#"{"created":1,"data":[{"b64_json":"iVBORw0KGgo="},{"url":"http://127.0.0.1/a.png"}]}"#,
    r#"{"error":{"message":"no","code":"content_policy_violation","param":"response_format","type":"x"}}"#,
    r#"{"error":{"code":7}}"#,
];
const CHATS: [&str; 2] = [
    r#"{"model":"lab/fake-chat","messages":[{"role":"user","content":"hi"}],"stream":true,"user":"me"}"#,
    r#"{"metadata":{},"store":true,"safety_identifier":"x"}"#,
];
const TABLES: [&str; 1] = [r#"
    id = "lab"
    kind = "openai-compatible"
    base_url = "http://127.0.0.1:9999/v1"
    api_key_env = "LAB_KEY"
    region = "eu"
    passport = { retention = "30d", training = "never", operator = "us" }
    models = [{ id = "fake-chat", kind = "text" }, { id = "fake-image", kind = "image", sizes = ["64x64"] }]
"#];

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn pictures() -> Vec<Vec<u8>> {
    vec![
        files::photo(),
        files::png_with_words(),
        files::webp_with_words(),
        files::moving_png(),
        files::moving_webp(),
        files::claiming(4_000, 4_000),
        files::plain(64, 64, ImageFormat::Png),
        files::plain(64, 64, ImageFormat::Jpeg),
        files::plain(64, 64, ImageFormat::WebP),
    ]
}

fn frame((start, body): (Vec<u8>, Bytes)) -> Vec<u8> {
    [start, body.to_vec()].concat()
}

fn tasks() -> Vec<Vec<u8>> {
    let order = PaintOrder {
        words: "a calm sea".to_owned(),
        negative: String::new(),
        width: 64,
        height: 64,
        seed: 7,
    };
    let tasks = [
        Task::Draw(PaintOrder {
            words: "a calm sea, pixel art".to_owned(),
            ..order.clone()
        }),
        Task::Paint(order, ImageFormat::Jpeg),
        Task::Retouch(Retouch {
            words: "watercolour".to_owned(),
            width: 64,
            height: 64,
            seed: 7,
            format: ImageFormat::Png,
            picture: files::plain(64, 64, ImageFormat::Png).into(),
            mask: Some(files::mask(64, 64).into()),
            reference: None,
        }),
        Task::Write(Writing {
            by: Scribe::Writer,
            words: "keywords: the harbour was built in 1850".to_owned(),
            seed: 7,
        }),
        Task::Describe(files::plain(64, 64, ImageFormat::Png).into()),
        Task::Develop(files::photo().into()),
        Task::Preview(files::png_with_words().into()),
        Task::Composite(edit_into(files::plain(48, 32, ImageFormat::Jpeg))),
        Task::Probe("read /etc/hostname".to_owned()),
    ];
    tasks.iter().filter_map(|task| task.write().ok()).map(frame).collect()
}

/// What a sealed-off process answers to each task.
fn replies() -> Vec<Vec<u8>> {
    tasks().iter().map(|task| answers(task)).collect()
}

fn answers(input: &[u8]) -> Vec<u8> {
    let sealing = Sealing {
        landlock: Strength::None,
        seccomp: Strength::None,
    };
    let mut output = Vec::new();
    // An input that is none ends the process, which is how it should be.
    let _ = darkroom::serve(input, &mut output, sealing, None);
    output
}

/// Whatever comes in, what comes out is a picture that can be opened again, or a reason.
fn upload(bytes: &[u8]) {
    match perform(&Task::Develop(Bytes::copy_from_slice(bytes)), &Unwatched) {
        Ok(darkroom::Finished::Developed(developed)) => {
            let again = atelier::open(&developed.file).map(|opened| (opened.width(), opened.height()));
            assert_eq!(again, Ok((developed.width, developed.height)));
            assert_eq!(ImageFormat::sniff(&developed.file), Some(developed.format));
        }
        Ok(_) => panic!("something else came out"),
        Err(error) => assert!(
            !matches!(
                error,
                DarkroomError::Died | DarkroomError::Unwritable | DarkroomError::Size
            ),
            "{error}"
        ),
    }
}

fn edits() -> Vec<Vec<u8>> {
    let sizes = [(48, 32), (96, 64), (32, 48)];
    let files = sizes.map(|(width, height)| files::plain(width, height, ImageFormat::WebP));
    pictures().into_iter().chain(files).collect()
}

fn edit_into(result: Vec<u8>) -> Edit {
    Edit {
        original: files::png_with_words().into(),
        mask: files::mask(48, 32).into(),
        result: result.into(),
    }
}

/// Whatever a model sends for a picture of 48 by 32 whose left half is to change: the right half stays, or it is kept as it
/// came.
fn edit(bytes: &[u8]) {
    let edit = edit_into(bytes.to_vec());
    let Ok((before, width, _)) = atelier::decode(&edit.original) else {
        panic!("the original cannot be opened")
    };
    match perform(&Task::Composite(edit), &Unwatched) {
        Ok(darkroom::Finished::Composited(composited)) => {
            let Some(file) = composited.file else { return };
            let Ok((after, ..)) = atelier::decode(&file) else {
                panic!("what was put together cannot be opened")
            };
            let rows = before.chunks(width as usize * 3).zip(after.chunks(width as usize * 3));
            assert!(before.len() == after.len() && rows.into_iter().all(|(before, after)| before[72..] == after[72..]));
        }
        Ok(_) => panic!("something else came out"),
        Err(error) => assert!(
            !matches!(
                error,
                DarkroomError::Died | DarkroomError::Unwritable | DarkroomError::Size
            ),
            "{error}"
        ),
    }
}

fn vendor_picture(bytes: &[u8]) {
    if let Ok((rgb, width, height)) = atelier::decode(bytes) {
        assert_eq!(rgb.len() as u64, u64::from(width) * u64::from(height) * 3);
    }
}

/// From the child's side: whatever comes, it answers in frames that can be read, and ends.
fn task_frames(bytes: &[u8]) {
    let output = answers(bytes);
    let mut rest = output.as_slice();
    while let Ok((header, body)) = read_frame(&mut rest, MOST_REPLY_BYTES) {
        assert!(Reply::read(&header, body).is_ok());
    }
    assert!(rest.is_empty());
}

/// From the program's side: whatever comes from a child that was taken over, it is understood or refused.
fn reply_frames(bytes: &[u8]) {
    let mut rest = bytes;
    while let Ok((header, body)) = read_frame(&mut rest, MOST_REPLY_BYTES) {
        let _ = Reply::read(&header, body);
    }
}

fn provider_answer(bytes: &[u8]) {
    let body = Bytes::copy_from_slice(bytes);
    for status in [StatusCode::OK, StatusCode::BAD_REQUEST, StatusCode::TOO_MANY_REQUESTS] {
        let _ = openai_compatible::read_answer(status, &body);
    }
}

fn chat_request(bytes: &[u8]) {
    let Ok(request) = RawRequest::read(bytes) else { return };
    let _ = request.model();
    for endpoint in [Endpoint::ChatCompletions, Endpoint::Responses] {
        let Ok(rewritten) = request.rewrite(endpoint, "fake-chat", bytes.len().is_multiple_of(2)) else {
            continue;
        };
        assert!(RawRequest::read(&rewritten.body).is_ok(), "what leaves cannot be read");
    }
}

fn provider_table(bytes: &[u8]) {
    let _ = toml::from_str::<ProviderTable>(&String::from_utf8_lossy(bytes));
}

fn request(media_type: &'static str, bytes: &[u8]) -> Request<Body> {
    let mut request = Request::new(Body::from(bytes.to_vec()));
    request
        .headers_mut()
        .insert(CONTENT_TYPE, http::HeaderValue::from_static(media_type));
    request
}

fn multipart(bytes: &[u8]) {
    let (_, media_type) = files::form("file", "", "", b"");
    if let Ok(file) = block_on(UploadedFile::from_request(request(media_type, bytes), &())) {
        assert!(file.0.len() <= MOST_FILE_BYTES.min(bytes.len()));
    }
}

fn form(bytes: &[u8]) {
    let request = request("application/x-www-form-urlencoded", bytes);
    if let Ok(form) = block_on(FormFields::from_request(request, &())) {
        let _ = form.get("prompt");
    }
}

fn range(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for length in [0, 1, 100, u64::MAX] {
        if let Wanted::Part(range) = wanted(Some(&text), length) {
            assert!(range.start < range.end && range.end <= length, "{range:?} of {length}");
        }
    }
}

fn scene(bytes: &[u8]) {
    let order = PaintOrder {
        words: String::from_utf8_lossy(bytes).chars().take(8_000).collect(),
        negative: String::new(),
        width: 64,
        height: 64,
        seed: 7,
    };
    assert!(atelier::paint(&order, &Unwatched).is_ok());
}
