reference-title = API-Referenz
reference-about = Was Programme diesen Dienst fragen können. Unter `/v1` antwortet er wie die API von OpenAI, sodass dafür geschriebene Programme unverändert laufen; unter `/api/v1` hat er eine eigene API, die mehr sagt. Für beide gelten dieselben Regeln wie für die Seiten.
reference-in-english = Was zu den einzelnen Anfragen steht, kommt aus der Beschreibung, die das Programm von sich selbst gibt, und ist auf Englisch.
reference-document = Dasselbe für Maschinen (OpenAPI 3.1)
reference-contents = Inhalt
reference-start = Die ersten Schritte
reference-start-about =
    Lege einen Schlüssel an. Er wird einmal gezeigt; bewahre ihn dort auf, wo nur dein Programm ihn liest, und lege für jedes Programm einen eigenen an, damit sich jeder für sich widerrufen lässt. Ein Schlüssel kann für weniger gelten als für alles, was du darfst.

    Jede Anfrage trägt ihn, als `Authorization: Bearer np_…`. Die Beispiele auf dieser Seite nehmen ihn aus der Variablen `NANOPROMPT_KEY`.
reference-make-key = Einen Schlüssel anlegen
reference-openai = Mit den Programmen von OpenAI
reference-openai-about = Gib dem Client diese Basisadresse und einen deiner Schlüssel. Felder, die sagen, wer fragt, werden herausgenommen, bevor etwas hinausgeht; `x-nanoprompt-ignored` in der Antwort nennt, was nicht verwendet wurde.
reference-base-url = Basisadresse:
reference-python = Python
reference-node = Node
reference-errors = Fehler
reference-errors-about =
    Ein Status ab 400 sagt, dass etwas nicht getan wurde, und der Inhalt sagt, warum. Unter `/v1` hat er die Form, die OpenAIs Clients lesen, `ErrorResponse`; überall sonst ist er `application/problem+json` (RFC 9457), `ProblemDetails`. Beide nennen das Feld, an dem es liegt, wo es an einem liegt, und haben für den Grund einen Namen, der in jeder Sprache derselbe bleibt.

    Bei 429 und 503 darf später noch einmal gefragt werden, nach der Zeit in `retry-after`, wo eine steht. Wo ein Modell vielleicht schon bezahlt werden muss, sagt die Antwort `x-should-retry: false`, woran sich OpenAIs Clients halten.
reference-idempotency = Derselbe Auftrag zweimal
reference-idempotency-about = Geht eine Antwort unterwegs verloren, weiß niemand, ob der Auftrag ankam. Gib jedem Auftrag einen eigenen `Idempotency-Key` und sende beides noch einmal: Er wird einmal ausgeführt und so beantwortet, wie er dann steht. Derselbe Schlüssel mit einem anderen Auftrag wird abgelehnt. Bekannt ist ein Schlüssel, solange seine Erzeugung aufbewahrt wird.
reference-events = Ereignisse
reference-events-about = `GET /api/v1/events` bleibt offen und erzählt, was mit deinen Erzeugungen geschieht, sobald es geschieht, als Server-Sent Events. Zuerst kommt, wie alles steht, damit niemand etwas verpasst, der sich neu verbindet. Eine Zeile, die mit einem Doppelpunkt beginnt, hält nur die Verbindung.
reference-webhooks = Webhooks
reference-webhooks-about = Ein Server von dir kann erfahren, wenn eine Erzeugung zu Ende ist. Die Nachricht hat ihre Nummer und ihren Stand und nichts von dem, was du geschrieben oder gemacht hast; signiert ist sie, wie Standard Webhooks es vorsieht.
reference-webhooks-check = Ob eine Nachricht von hier kommt und ganz ist, in Python; lehne eine ab, deren `webhook-timestamp` lange her ist:
reference-limits = Grenzen
reference-limits-about = Anfragen werden je Minute gezählt, für jeden Schlüssel, jedes Konto und jede Adresse. Sobald eine gezählt wurde, sagt die Antwort, was von der engsten Grenze übrig ist. Ein Budget ist etwas anderes: Ist davon zu wenig übrig, kommt unter `/v1` ein 429 der Art `insufficient_quota` und sonst ein 422.
reference-limits-limit = Wie viele Anfragen in der Minute.
reference-limits-remaining = Wie viele davon übrig sind.
reference-limits-reset = Sekunden, bis alle wieder da sind.
reference-limits-policy = Die Grenze und ihre Zeit in Sekunden, wie der Entwurf des Standards sie schreibt.
reference-limits-retry = Bei 429: Sekunden, bis die nächste Anfrage willkommen ist.
reference-limits-request = Bei jeder Antwort: die Nummer ihrer Anfrage. Nenne sie, wenn du den Betreiber fragst, was schiefging.
reference-for-everybody = Jeder darf fragen; es braucht keinen Schlüssel.
reference-for-key-holders = Mit einem Schlüssel.
reference-for-watchers = Von derselben Maschine aus, oder mit dem Geheimnis, das der Betreiber dafür angelegt hat.
reference-parameters = Parameter
reference-in-path = in der Adresse
reference-in-query = in der Abfrage
reference-in-header = Kopfzeile
reference-body = Inhalt
reference-answers = Antworten
reference-headers = Kopfzeilen
reference-required = nötig
reference-fields = Felder
reference-fields-of = Felder von { $name }
reference-list-of = Liste von { $type }
reference-entries-of = beliebige Namen, je mit { $type }
reference-one-of = eines von diesen
reference-anything = beliebig
reference-above = { $name }, wie oben
reference-or-null = { $type } oder null
reference-values = Eines von:
reference-format = in der Form
reference-contentencoding = kodiert als
reference-contentmediatype = als
reference-minlength = mindestens { $count } Zeichen
reference-maxlength = höchstens { $count } Zeichen
reference-minimum = { $count } oder mehr
reference-exclusiveminimum = mehr als
reference-maximum = höchstens { $count }
reference-minitems = { $count ->
    [one] mindestens { $count } Eintrag
   *[other] mindestens { $count } Einträge
}
reference-maxitems = { $count ->
    [one] höchstens { $count } Eintrag
   *[other] höchstens { $count } Einträge
}
reference-pattern = passt auf
reference-default = wenn es fehlt
reference-example = zum Beispiel
reference-const = immer
