you = You
role = Role
role-owner = Owner of this installation
role-member = Member
since = Since
preferences = Preferences
language = Language
language-en = English
language-de = Deutsch
language-ar-xb = Test language, right to left
theme = Theme
theme-auto = As the system
theme-light = Light
theme-dark = Dark
save = Save
keys = API keys
keys-about = For programs that speak OpenAI's API. Their base address is this site's, followed by /v1.
key-once = Copy this key now, it is not shown again:
key-name = What the key is for
key-make = Make a key
invalid-key-name = Give the key a name of at most { $limit } characters.
revoke = Revoke
last-used = used { $day }
never-used = never used
browsers = Signed-in browsers
signed-in-on = Signed in { $day }
this-browser = this one
last-seen = seen { $day }
end-session = Sign out
your-data = Your data
your-data-about = Everything you make is sealed under your own key. Erase a picture and its key is destroyed: no copy of it opens again, backups included.
policy-link = Every promise, and how it is kept
usage = Used in the last 31 days
usage-none = Nothing yet.
usage-pictures = { $calls ->
    [one] { $calls } call
   *[other] { $calls } calls
} · { $pictures ->
    [one] { $pictures } picture
   *[other] { $pictures } pictures
}
usage-films = { $calls ->
    [one] { $calls } call
   *[other] { $calls } calls
} · { $seconds } s of film
usage-tokens = { $calls ->
    [one] { $calls } call
   *[other] { $calls } calls
} · { $input } tokens in, { $output } out
key-less = For less than everything
key-models = Only for these models
key-models-example = atelier, lab/*
key-models-hint = Full names with commas between, lab/* for all of a provider's. Empty: for every model.
key-days = It works for
key-days-none = as long as it is not revoked
key-days-some = { $days } days
key-ends = ends { $day }
invalid-key-models = Write the models' full names with commas between, such as atelier, lab/*.
invalid-key-days = Take from 1 to { $limit } days.
key-credits = It may spend at most
key-credits-example = 5.00
key-credits-hint = In credits, as the models' prices are. Empty: as much as you may.
key-per = In which time
key-per-day = credits a day
key-per-month = credits a month
key-per-ever = credits in all
key-budget = { $per ->
    [day] { $credits } a day
    [month] { $credits } a month
   *[ever] { $credits } in all
}
invalid-key-credits = Write an amount of credits such as 5 or 0.25.
invalid-key-per = Take day, month or ever.
key-kinds = It may order
key-kind-text = text
key-kind-image = pictures
key-kind-video = films
key-kinds-hint = Chats, embeddings and judgements count as text. None ticked: everything. What is in your library can be read with every key.
key-addresses = It works only from
key-addresses-example = 192.0.2.7, 10.0.0.0/8
key-addresses-hint = Addresses, or blocks of them, with commas between. Empty: from anywhere.
key-from = from { $addresses }
invalid-key-kinds = Take text, image or video, with commas between.
invalid-key-addresses = Write at most { $limit } addresses or blocks of them, such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32, with commas between.
problem-key-not-for-model-title = This key is not for that
problem-key-not-for-model = This key is not for this model. GET /v1/models lists those that it is for.
problem-key-not-for-kind-title = This key is not for that
problem-key-not-for-kind = This key is not for what this model makes. GET /v1/models lists the models that it is for.
problem-key-not-for-address-title = This key is not for this address
problem-key-not-for-address = This key works only from addresses that its owner named, and this is none of them.
webhooks = Webhooks
webhooks-about = A server of yours is told when something you ordered has ended: its id and its state, signed, and nothing of what you wrote or made.
webhooks-check = How to check that a message comes from here
webhook-once = Copy this secret now, it is not shown again:
webhook-url = Address
webhook-make = Add the webhook
webhook-remove = Remove
webhook-not-yet = not told anything yet
webhook-answered = answered { $status } on { $day }
webhook-silent = did not answer on { $day }
webhook-ended = wants to hear no more since { $day }
invalid-webhook-url = Write an https address of at most { $limit } characters.
invalid-webhook-place = This address cannot be told: it has to be https and reachable by everybody, or whoever runs this installation has to allow it.
invalid-webhook-count = There are { $limit } webhooks already. Remove one first.
