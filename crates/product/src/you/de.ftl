you = Du
role = Rolle
role-owner = Betreiber dieser Installation
role-member = Mitglied
since = Seit
preferences = Einstellungen
language = Sprache
language-en = English
language-de = Deutsch
language-ar-xb = Testsprache, von rechts nach links
theme = Farben
theme-auto = Wie das System
theme-light = Hell
theme-dark = Dunkel
save = Speichern
keys = API-Schlüssel
keys-about = Für Programme, die die API von OpenAI sprechen. Ihre Basisadresse ist die dieser Seite, gefolgt von /v1.
key-once = Kopiere diesen Schlüssel jetzt, er wird nicht wieder gezeigt:
key-name = Wofür der Schlüssel ist
key-make = Schlüssel anlegen
invalid-key-name = Gib dem Schlüssel einen Namen mit höchstens { $limit } Zeichen.
revoke = Widerrufen
last-used = benutzt { $day }
never-used = nie benutzt
browsers = Angemeldete Browser
signed-in-on = Angemeldet { $day }
this-browser = dieser hier
last-seen = gesehen { $day }
end-session = Abmelden
your-data = Deine Daten
your-data-about = Alles, was du machst, ist mit deinem eigenen Schlüssel versiegelt. Löschst du ein Bild, wird sein Schlüssel zerstört: keine Kopie lässt sich wieder öffnen, auch keine Sicherung.
policy-link = Jedes Versprechen, und wie es gehalten wird
usage = In den letzten 31 Tagen genutzt
usage-none = Noch nichts.
usage-pictures = { $calls ->
    [one] { $calls } Aufruf
   *[other] { $calls } Aufrufe
} · { $pictures ->
    [one] { $pictures } Bild
   *[other] { $pictures } Bilder
}
usage-films = { $calls ->
    [one] { $calls } Aufruf
   *[other] { $calls } Aufrufe
} · { $seconds } s Film
usage-tokens = { $calls ->
    [one] { $calls } Aufruf
   *[other] { $calls } Aufrufe
} · { $input } Tokens hinein, { $output } heraus
key-less = Für weniger als alles
key-models = Nur für diese Modelle
key-models-example = atelier, lab/*
key-models-hint = Volle Namen mit Kommas dazwischen, lab/* für alle eines Anbieters. Leer: für jedes Modell.
key-days = Er gilt
key-days-none = solange er nicht widerrufen wird
key-days-some = { $days } Tage
key-ends = endet { $day }
invalid-key-models = Schreibe die vollen Namen der Modelle mit Kommas dazwischen, etwa atelier, lab/*.
invalid-key-days = Nimm 1 bis { $limit } Tage.
key-credits = Er darf höchstens ausgeben
key-credits-example = 5.00
key-credits-hint = In Credits, wie die Preise der Modelle. Leer: so viel wie du.
key-per = In welcher Zeit
key-per-day = Credits am Tag
key-per-month = Credits im Monat
key-per-ever = Credits insgesamt
key-budget = { $per ->
    [day] { $credits } am Tag
    [month] { $credits } im Monat
   *[ever] { $credits } insgesamt
}
invalid-key-credits = Schreibe einen Betrag in Credits, etwa 5 oder 0.25.
invalid-key-per = Nimm day, month oder ever.
key-kinds = Er darf bestellen
key-kind-text = Text
key-kind-image = Bilder
key-kind-video = Filme
key-kinds-hint = Chats, Embeddings und Beurteilungen zählen als Text. Nichts angekreuzt: alles. Was in deiner Bibliothek ist, lässt sich mit jedem Schlüssel lesen.
key-addresses = Er gilt nur von
key-addresses-example = 192.0.2.7, 10.0.0.0/8
key-addresses-hint = Adressen oder Blöcke davon, mit Kommas dazwischen. Leer: von überall.
key-from = von { $addresses }
invalid-key-kinds = Nimm text, image oder video, mit Kommas dazwischen.
invalid-key-addresses = Schreibe höchstens { $limit } Adressen oder Blöcke davon, etwa 192.0.2.7, 10.0.0.0/8 oder 2001:db8::/32, mit Kommas dazwischen.
problem-key-not-for-model-title = Dafür ist dieser Schlüssel nicht
problem-key-not-for-model = Dieser Schlüssel gilt nicht für dieses Modell. GET /v1/models zählt die auf, für die er gilt.
problem-key-not-for-kind-title = Dafür ist dieser Schlüssel nicht
problem-key-not-for-kind = Dieser Schlüssel gilt nicht für das, was dieses Modell macht. GET /v1/models zählt die Modelle auf, für die er gilt.
problem-key-not-for-address-title = Dieser Schlüssel gilt nicht von hier
problem-key-not-for-address = Dieser Schlüssel gilt nur von Adressen, die sein Besitzer genannt hat, und diese ist keine davon.
webhooks = Webhooks
webhooks-about = Ein Server von dir erfährt, wenn etwas zu Ende ist, was du bestellt hast: Kennung und Stand, signiert, und nichts von dem, was du geschrieben oder gemacht hast.
webhooks-check = Wie sich prüfen lässt, dass eine Nachricht von hier kommt
webhook-once = Kopiere dieses Geheimnis jetzt, es wird nicht noch einmal gezeigt:
webhook-url = Adresse
webhook-make = Webhook hinzufügen
webhook-remove = Entfernen
webhook-not-yet = noch nichts erfahren
webhook-answered = hat am { $day } mit { $status } geantwortet
webhook-silent = hat am { $day } nicht geantwortet
webhook-ended = will seit dem { $day } nichts mehr hören
invalid-webhook-url = Schreib eine https-Adresse mit höchstens { $limit } Zeichen.
invalid-webhook-place = Diese Adresse kann nichts erfahren: Sie muss mit https beginnen und für alle erreichbar sein, oder wer diese Installation betreibt, muss sie erlauben.
invalid-webhook-count = Es gibt schon { $limit } Webhooks. Entferne zuerst einen.
