reference-title = API reference
reference-about = What programs can ask of this service. Under `/v1` it answers as OpenAI's API does, so that programs written for that work unchanged; under `/api/v1` it has an API of its own, which says more. The same rules hold for both as for the pages.
reference-in-english = What is said of each request comes from the program's own description, and is in English.
reference-document = The same for machines (OpenAPI 3.1)
reference-contents = Contents
reference-start = First steps
reference-start-about =
    Make a key. It is shown once; keep it where only your program reads it, and make another for each program, so that each can be revoked by itself. A key can be for less than everything you may.

    Each request carries it, as `Authorization: Bearer np_…`. The examples on this page take it from the variable `NANOPROMPT_KEY`.
reference-make-key = Make a key
reference-openai = With OpenAI's clients
reference-openai-about = Give the client this base URL and a key of yours. Fields that say who asks are taken out before anything leaves, and `x-nanoprompt-ignored` in the answer names what was not used.
reference-base-url = Base URL:
reference-python = Python
reference-node = Node
reference-errors = Errors
reference-errors-about =
    A status of 400 or more says that something was not done, and the body says why. Under `/v1` it has the shape that OpenAI's clients read, `ErrorResponse`; everywhere else it is `application/problem+json` (RFC 9457), `ProblemDetails`. Both name the field at fault where one is, and have a name for the reason that stays the same in every language.

    A 429 or a 503 may be asked again later, after the time in `retry-after` where there is one. Where a model may have been paid already, the answer says `x-should-retry: false`, which OpenAI's clients heed.
reference-idempotency = The same order twice
reference-idempotency-about = When an answer is lost on its way, nobody knows whether the order arrived. Give each order an `Idempotency-Key` of its own and send both again: it is made once, and answered as it stands by then. The same key with another order is refused. A key is known as long as its generation is kept.
reference-events = Events
reference-events-about = `GET /api/v1/events` stays open and tells what happens to your generations as it happens, as server-sent events. First comes how things stand, so that nothing is missed by whoever connects again. A line that begins with a colon only keeps the connection alive.
reference-webhooks = Webhooks
reference-webhooks-about = A server of yours can be told when a generation has ended. The message has its id and its state, and nothing of what you wrote or made; it is signed as Standard Webhooks has it.
reference-webhooks-check = Whether a message comes from here and is whole, in Python; refuse one whose `webhook-timestamp` is long past:
reference-limits = Limits
reference-limits-about = Requests are counted by the minute, for each key, each account and each address. Once one was counted, the answer says what is left of the tightest limit. A budget is another thing: where too little is left of one, the answer is a 429 of the kind `insufficient_quota` under `/v1`, and a 422 elsewhere.
reference-limits-limit = How many requests a minute.
reference-limits-remaining = How many of them are left.
reference-limits-reset = Seconds until all of them are back.
reference-limits-policy = The limit and its time in seconds, as the draft of the standard writes them.
reference-limits-retry = With a 429: seconds until the next request is welcome.
reference-limits-request = With every answer: the id of its request. Name it when you ask whoever runs this service what went wrong.
reference-for-everybody = Everybody may ask; no key is needed.
reference-for-key-holders = With a key.
reference-for-watchers = From the same machine, or with the secret that whoever runs this service made for it.
reference-parameters = Parameters
reference-in-path = in the address
reference-in-query = in the query
reference-in-header = header
reference-body = Body
reference-answers = Answers
reference-headers = Headers
reference-required = required
reference-fields = Fields
reference-fields-of = Fields of { $name }
reference-list-of = list of { $type }
reference-entries-of = any names, each with { $type }
reference-one-of = one of these
reference-anything = anything
reference-above = { $name }, as above
reference-or-null = { $type } or null
reference-values = One of:
reference-format = in the form
reference-contentencoding = encoded as
reference-contentmediatype = as
reference-minlength = { $count ->
    [one] at least { $count } character
   *[other] at least { $count } characters
}
reference-maxlength = { $count ->
    [one] at most { $count } character
   *[other] at most { $count } characters
}
reference-minimum = { $count } or more
reference-exclusiveminimum = more than
reference-maximum = at most { $count }
reference-minitems = { $count ->
    [one] at least { $count } entry
   *[other] at least { $count } entries
}
reference-maxitems = { $count ->
    [one] at most { $count } entry
   *[other] at most { $count } entries
}
reference-pattern = matches
reference-default = if left out
reference-example = for example
reference-const = always
