policy-title = Datenschutz­erklärung
terms-title = Nutzungs­bedingungen
policy-last-updated = Zuletzt geändert: { $date }
policy-in-force = Fassung { $version }, in Kraft seit { $date }
policy-fingerprint = Fingerabdruck des Textes (SHA-256)
policy-as-json = Maschinenlesbare Fassung (JSON)
policy-contents = Inhalt
policy-contact-missing = noch nicht angegeben
policy-operator-missing = noch nicht benannt
policy-address-here = die Adresse in der Adresszeile deines Browsers
policy-month-1 = Januar
policy-month-2 = Februar
policy-month-3 = März
policy-month-4 = April
policy-month-5 = Mai
policy-month-6 = Juni
policy-month-7 = Juli
policy-month-8 = August
policy-month-9 = September
policy-month-10 = Oktober
policy-month-11 = November
policy-month-12 = Dezember
policy-date = { $day }. { $month } { $year }

# Die Versprechen
policy-promises = Die Versprechen, eines nach dem anderen
policy-promises-intro = Das sind die { $count } Aussagen dieser Erklärung. „Bewiesen“ heißt: Code hält das Versprechen, und ein Test schlägt fehl, sobald dieser Code fehlt. „Teilweise“ heißt: Ein Teil wird gehalten und ist getestet. „Noch nicht“ heißt: Wir sind daran gebunden, aber das Programm setzt es noch nicht durch; verlass dich dafür noch nicht auf das Programm.
policy-state-proven = bewiesen
policy-state-partly = teilweise
policy-state-not-yet = noch nicht
policy-count = { $count } { $state }
policy-mark = Versprechen { $id }, { $state }
policy-kind-feature = was du tun kannst
policy-kind-right = dein Recht
policy-kind-security = Schutz
policy-kind-limit = was nicht geschehen darf
policy-kind-disclosure = was wir dir sagen

# Was die Datenkarte sagt
policy-what-for = Wozu
policy-by-what-right = Auf welcher Grundlage
policy-how-long = Wie lange
policy-where = { $count ->
    [one] Wo genau: ein Ort
   *[other] Wo genau: { $count } Orte
}
policy-nothing-listed = Gar nichts.
policy-category-identity = Wer du bist
policy-category-identity-about = Deine E-Mail-Adresse und der Name, unter dem du auftrittst.
policy-category-credential = Der Beweis, dass du es bist
policy-category-credential-about = Woran wir dich bei der Anmeldung erkennen: Hashes und Sitzungen, nie das Passwort selbst.
policy-category-content = Was du schreibst, hochlädst und bekommst
policy-category-content-about = Prompts, Bilder und Ergebnisse.
policy-category-parameter = Wie ein Ergebnis entstand
policy-category-parameter-about = Modell, Größe, Startwert und Zeiten, und wie deine Werke zusammengehören.
policy-category-agreement = Was du anerkannt hast
policy-category-agreement-about = Welche Fassung dieser Erklärung und der Bedingungen du wann anerkannt hast.
policy-category-usage = Wie der Dienst genutzt wird
policy-category-usage-about = Was wann genutzt wurde, ohne die Inhalte.
policy-category-technical = Maschinerie
policy-category-technical-about = Was das Programm zum Laufen braucht; für sich sagt es nichts über dich.
policy-purpose-generate = um zu erzeugen, was du verlangst
policy-purpose-show-to-owner = um dir zu zeigen, was dir gehört
policy-purpose-export = um dir eine Kopie zu geben
policy-purpose-operate = um dein Konto zu führen
policy-purpose-secure = um den Dienst und alle darin zu schützen
policy-purpose-none = um das Programm zu betreiben
policy-basis-contract = nötig für das, worum du uns gebeten hast (Art. 6 Abs. 1 lit. b DSGVO)
policy-basis-legal-obligation = vom Gesetz verlangt (Art. 6 Abs. 1 lit. c DSGVO)
policy-basis-legitimate-interest = ein berechtigtes Interesse, etwa Sicherheit (Art. 6 Abs. 1 lit. f DSGVO)
policy-basis-not-personal = betrifft keine Person
policy-kept-until-erased = bis du es löschst oder es abläuft
policy-kept-while-account-lives = solange dein Konto besteht
policy-kept-always = solange es diese Installation gibt
policy-kept-days = { $count ->
    [one] höchstens einen Tag
   *[other] höchstens { $count } Tage
}
policy-kept-hours = { $count ->
    [one] höchstens eine Stunde
   *[other] höchstens { $count } Stunden
}
policy-kept-minutes = { $count ->
    [one] höchstens eine Minute
   *[other] höchstens { $count } Minuten
}
