//! Every page in every state, and how to come to it.

/// A page in one state.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Its name, for findings and pictures.
    pub name: &'static str,
    /// Where it begins. `BASE` is the server's address, `ASSET` the path of a picture.
    pub address: &'static str,
    /// What to do there; nothing for most.
    pub act: &'static str,
    /// What is true when the state has come about.
    pub until: &'static str,
}

impl View {
    const fn at(name: &'static str, address: &'static str) -> Self {
        Self::after(name, address, "", "return true")
    }

    const fn after(name: &'static str, address: &'static str, act: &'static str, until: &'static str) -> Self {
        Self {
            name,
            address,
            act,
            until,
        }
    }
}

const SUBMIT: &str = "document.querySelector('main form').requestSubmit()";
const IS_REFUSED: &str = "return !!document.querySelector('.notice.bad, .error')";

/// What somebody sees who is not signed in; one of them has an account that was made for them.
pub const STRANGERS: &[View] = &[
    View::at("first", "BASE/"),
    View::after(
        "first-painted",
        "BASE/",
        SUBMIT,
        "return !!document.querySelector('.picture img')?.naturalWidth",
    ),
    View::after(
        "first-refused",
        "BASE/",
        "document.querySelector('#size').value = '2048x2048'; document.querySelector('.bar').requestSubmit()",
        IS_REFUSED,
    ),
    View::at("sign-in", "BASE/sign-in"),
    View::after(
        "sign-in-wrong",
        "BASE/sign-in",
        "document.querySelector('#email').value = 'ada@example.org'; document.querySelector('#password').value = 'no'; document.querySelector('main form').requestSubmit()",
        IS_REFUSED,
    ),
    View::after(
        "agree",
        "BASE/sign-in",
        "document.querySelector('#email').value = 'eve@example.org'; document.querySelector('#password').value = 'a quiet lamp above 7 tables'; document.querySelector('main form').requestSubmit()",
        "return !!document.querySelector('[name=mark]')",
    ),
    View::at("sign-up", "BASE/sign-up"),
    View::after(
        "sign-up-no-date",
        "BASE/sign-up",
        "document.querySelector('main form').noValidate = true; document.querySelector('main form').requestSubmit()",
        IS_REFUSED,
    ),
    View::after(
        "sign-up-account",
        "BASE/sign-up",
        OLD_ENOUGH,
        "return !!document.querySelector('#email')",
    ),
    View::at("terms-stranger", "BASE/terms"),
    View::at("not-found-stranger", "BASE/nowhere"),
    View::after(
        "too-young",
        "BASE/sign-up",
        "document.querySelector('#born').value = '2024-01-01'; document.querySelector('main form').requestSubmit()",
        "return !document.querySelector('#born')",
    ),
];

const OLD_ENOUGH: &str =
    "document.querySelector('#born').value = '1990-05-31'; document.querySelector('main form').requestSubmit()";

/// What somebody sees who has just come.
pub const NEWCOMERS: &[View] = &[
    View::at("studio-empty", "BASE/"),
    View::at("library-empty", "BASE/library"),
    View::at("you", "BASE/you"),
    View::after(
        "models-forbidden",
        "BASE/models",
        "document.querySelector('[name=local_only]').checked = true; document.querySelector('main form').requestSubmit()",
        "return !!document.querySelector('.notice.bad')",
    ),
    View::after(
        "models",
        "BASE/models",
        "document.querySelector('[name=local_only]').checked = false; document.querySelector('main form').requestSubmit()",
        "return !document.querySelector('.notice.bad')",
    ),
];

/// What somebody sees who has made pictures.
pub const CREATORS: &[View] = &[
    View::at("studio", "BASE/"),
    View::after(
        "studio-options",
        "BASE/",
        "document.querySelector('.bar [data-kind=image] summary').click()",
        "return !!document.querySelector('.bar .choices details[open]')",
    ),
    View::after(
        "studio-styles",
        "BASE/",
        "document.querySelector('.styling summary').click(); document.querySelector('[name=style]').click()",
        "return !!document.querySelector('.styling[open]')",
    ),
    View::after(
        "studio-film",
        "BASE/",
        "document.querySelector('[name=kind][value=video]').click()",
        "return document.querySelector('#seconds').checkVisibility()",
    ),
    View::after(
        "studio-text",
        "BASE/",
        "document.querySelector('[name=kind][value=text]').click(); document.querySelector('#prompt').value = 'summarise in 2 sentences: The harbour was built in 1850.'",
        "return document.querySelector('#text_model').checkVisibility()",
    ),
    View::after(
        "studio-prompt",
        "BASE/",
        "document.querySelector('[name=kind][value=prompt]').click(); document.querySelector('#prompt').value = 'an old harbour in winter'; document.querySelector('[data-kind=prompt] details').open = true",
        "return document.querySelector('#dialect').checkVisibility()",
    ),
    View::after(
        "studio-template-refused",
        "BASE/",
        "document.querySelector('#prompt').value = 'a {red|blue sea'; document.querySelector('.bar').requestSubmit()",
        IS_REFUSED,
    ),
    View::at("edit", "BASEEDIT"),
    View::after(
        "edit-refused",
        "BASEEDIT",
        "document.querySelector('#prompt').value = ' '; document.querySelector('#edit-form .primary').click()",
        IS_REFUSED,
    ),
    View::at("description", "BASEASSET/description"),
    View::after(
        "studio-refused",
        "BASE/",
        "document.querySelector('#prompt').value = 'a\\u{202e}b'; document.querySelector('.bar').requestSubmit()",
        IS_REFUSED,
    ),
    View::at("library", "BASE/library"),
    View::after(
        "library-upload",
        "BASE/library",
        "document.querySelector('.upload summary').click()",
        "return !!document.querySelector('.upload[open]')",
    ),
    View::at("library-nothing-found", "BASE/library?q=zebra"),
    View::after(
        "studio-drawer",
        "BASE/",
        "document.querySelector('.results a').click()",
        "return !!document.querySelector('.drawer[open] img')?.naturalWidth",
    ),
    View::after(
        "studio-outbound",
        "BASE/",
        "const m = document.querySelector('#model'); m.value = 'lab/fake-image'; m.dispatchEvent(new Event('change')); document.querySelector('#prompt').value = 'a red barn in the snow'; document.querySelector('.destinations [data-chosen] button').click()",
        "return !!document.querySelector('.outbound dl')",
    ),
    View::at("asset", "BASEASSET"),
    View::after(
        "asset-erase",
        "BASEASSET",
        "document.querySelector('.confirm summary').click()",
        "return !!document.querySelector('.confirm[open]')",
    ),
    View::after(
        "you-new-key",
        "BASE/you",
        "document.querySelector('#keys [name=name]').value = 'the press office'; document.querySelector('form[action=\"/you/keys\"]').requestSubmit()",
        "return !!document.querySelector('#keys .notice')",
    ),
    View::after(
        "you-key-refused",
        "BASE/you",
        "document.querySelector('#keys [name=name]').value = 'the press office'; document.querySelector('#addresses').value = 'the office'; document.querySelector('form[action=\"/you/keys\"]').requestSubmit()",
        "const told = document.querySelector('#keys .notice.bad'); told?.scrollIntoView(); return !!told",
    ),
    View::after(
        "asset-disclosures",
        "BASE/",
        "document.querySelector('.results li:last-child a').click()",
        "const left = document.querySelector('.drawer[open] .disclosures'); if (left) { left.open = true; left.scrollIntoView(); } return !!left",
    ),
    View::after(
        "you-webhook-refused",
        "BASE/you",
        "document.querySelector('#webhooks [name=url]').value = 'https://localhost/hook'; document.querySelector('form[action=\"/you/webhooks\"]').requestSubmit()",
        "return !!document.querySelector('#webhooks .notice.bad')",
    ),
    // A place that nobody listens at, so that nothing leaves this machine.
    View::after(
        "you-new-webhook",
        "BASE/you",
        "document.querySelector('#webhooks [name=url]').value = 'http://127.0.0.1:9/hooks/nano-prompt'; document.querySelector('form[action=\"/you/webhooks\"]').requestSubmit()",
        "const told = document.querySelector('#webhooks .notice'); told?.scrollIntoView(); return !!told",
    ),
    View::at("providers", "BASE/providers"),
    View::after(
        "provider-refused",
        "BASE/providers",
        "const form = document.querySelector('form[action=\"/providers\"]'); form.noValidate = true; form.querySelector('#name').value = 'Our own'; form.requestSubmit()",
        "const told = document.querySelector('#add .notice.bad'); told?.scrollIntoView(); return !!told",
    ),
    // A place that nobody listens at; the next view is of this provider.
    View::after(
        "provider-added",
        "BASE/providers",
        OWN_PROVIDER,
        "const own = document.querySelector('#own'); own?.scrollIntoView(); return !!own",
    ),
    View::at("provider-change", "BASE/providers/own"),
    View::at("policy", "BASE/privacy-policy"),
    View::at("terms", "BASE/terms"),
    // Everything that is folded away has to hold as well. The longest page of all: once is enough.
    View::after(
        "reference-open",
        "BASE/docs/api",
        "for (const folded of document.querySelectorAll('details')) folded.open = true",
        "return !document.querySelector('details:not([open])')",
    ),
    View::at("not-found", "BASE/nowhere"),
    View::after(
        "forbidden",
        "data:text/html,<form method=post action=BASE/preferences>",
        "document.forms[0].submit()",
        "return location.protocol == 'http:' && !!document.querySelector('h1')",
    ),
];

const OWN_PROVIDER: &str = "if (!document.querySelector('#own')) { const form = document.querySelector('form[action=\"/providers\"]'); const fields = { name: 'own', kind: 'openai-compatible', base_url: 'http://127.0.0.1:9/v1', secret: 'a key', models: 'llama text', region: 'local', operator: 'de', retention: '0d', training: 'never' }; for (const [name, value] of Object.entries(fields)) form.querySelector('#' + name).value = value; form.requestSubmit() }";

/// What somebody sees who has had a film, a text and a prompt made; `ASSET` is the film.
pub const FILMERS: &[View] = &[
    View::at("studio-with-films", "BASE/"),
    View::at("library-with-films", "BASE/library"),
    View::after(
        "film",
        "BASEASSET",
        "",
        "return document.querySelector('video').readyState >= 1",
    ),
    View::after(
        "text",
        "BASE/library",
        "location.assign(document.querySelector('.results .words').closest('li').querySelector('a').href)",
        "return !!document.querySelector('figure.text')",
    ),
];

/// What somebody sees who had a part of a picture changed; `ASSET` is what came of it.
pub const EDITORS: &[View] = &[View::after(
    "asset-edit",
    "BASEASSET",
    "document.querySelector('.facts:last-of-type')?.scrollIntoView()",
    "return !!document.querySelector('a[href*=as_sent]')",
)];

/// The studio when things wait, run, fail and end in doubt.
pub const TROUBLED: &[View] = &[View::after(
    "studio-troubled",
    "BASE/",
    "",
    "return document.querySelectorAll('.tile').length >= 4",
)];

/// What somebody sees who thinks of leaving.
pub const DOUBTERS: &[View] = &[
    View::at("erase-account", "BASE/you/erase"),
    View::after(
        "erase-account-wrong",
        "BASE/you/erase",
        "document.querySelector('#password').value = 'no'; document.querySelector('main form').requestSubmit()",
        IS_REFUSED,
    ),
];

/// What somebody sees who is leaving; `ASSET` is the receipt.
pub const LEAVERS: &[View] = &[
    View::at("leaving", "BASE/leaving"),
    View::after(
        "leaving-now",
        "BASE/leaving",
        "document.querySelector('.confirm summary').click()",
        "return !!document.querySelector('.confirm[open]')",
    ),
    View::at("receipt", "BASEASSET"),
];

/// What is left of somebody who left; `ASSET` is the receipt.
pub const GONE: &[View] = &[View::after(
    "receipt-finished",
    "BASEASSET",
    "",
    "if (!document.querySelector('a[href$=certificate]')) location.reload(); return !!document.querySelector('a[href$=certificate]')",
)];

/// The page when something below does not answer.
pub const BROKEN: &[View] = &[View::at("unavailable", "BASEASSET/file")];
