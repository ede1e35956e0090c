providers = Anbieter
providers-about = Wessen Modelle man hier fragen kann, und was darüber bekannt ist, wie jeder mit dem umgeht, was er bekommt. Schlüssel sind versiegelt und werden niemandem gezeigt.
providers-none = Keine fremden Modelle sind verbunden: Alles bleibt auf dieser Installation. Füge unten einen Anbieter hinzu oder in nanoprompt.toml.
providers-back = Alle Anbieter
providers-link = Anbieter von Modellen
provider-of-file = aus der Einstellungsdatei, nur dort zu ändern
provider-active = in Gebrauch
provider-paused = angehalten
provider-out = nicht in Gebrauch
provider-unusable = Was hier steht, lässt sich nicht mehr verwenden. Ändere es, dann erfährst du, was nicht stimmt.
provider-test = Testen
provider-pause = Anhalten
provider-resume = Wieder verwenden
provider-change = Ändern
provider-change-title = { $name } ändern
provider-remove = Entfernen
provider-remove-about = Sein Schlüssel wird vernichtet, auch in jeder Sicherung, und seine Modelle sind weg. Was damit gemacht wurde, bleibt.
provider-remove-now = Endgültig entfernen
provider-answer = Letzter Test
provider-not-tested = noch nicht getestet
provider-answer-models =
    { $count ->
        [one] { $day }: Er hat den Schlüssel angenommen und ein Modell genannt.
       *[other] { $day }: Er hat den Schlüssel angenommen und { $count } Modelle genannt.
    }
provider-answer-unlisted = Nicht darunter:
provider-answer-reached = { $day }: Er hat den Schlüssel angenommen. Eine Liste von Modellen hat er nicht.
provider-answer-not-asked = { $day }: Kostenlos lässt sich bei ihm nichts erfragen, darum wurde nichts gesendet.
provider-answer-key = { $day }: Er nimmt den Schlüssel nicht an. Füge ihn noch einmal ein oder mache dort einen neuen.
provider-answer-unreachable = { $day }: Unter seiner Adresse antwortet niemand. Prüfe die Adresse, und ob der Server läuft.
provider-answer-silent = { $day }: Er hat nicht rechtzeitig geantwortet. Teste später noch einmal.
provider-answer-busy = { $day }: Er wurde zu oft gefragt. Teste später noch einmal.
provider-answer-strange = { $day }: Was antwortet, ist kein solcher Anbieter. Prüfe Art und Adresse.
provider-add = Einen Anbieter hinzufügen
provider-add-now = Hinzufügen und testen
provider-not-saved = Noch ist nichts gespeichert: siehe unten. Ein Schlüssel muss noch einmal eingefügt werden.
provider-kind = Art
provider-kind-hint = Welche API er spricht. openai-compatible passt auf die meisten eigenen Server.
provider-name = Name
provider-name-hint = Der erste Teil der Namen seiner Modelle: kleine Buchstaben, Ziffern und Bindestriche.
provider-base-url = Adresse
provider-base-url-hint = Etwa http://127.0.0.1:8000/v1. Leer für die eigene eines Anbieters.
provider-secret = Schlüssel
provider-secret-hint = Wird sofort versiegelt. Niemand kann ihn hier wieder lesen.
provider-secret-kept = bleibt, wie er ist
provider-models = Modelle
provider-models-hint = Eines je Zeile, sein Name und was es macht: gpt-image-2 image. Danach alles, was docs/providers.md sonst kennt: wan video seconds = [4, 8], price = "0.20".
provider-passport = Was aus dem wird, was er bekommt
provider-passport-about = Das steht neben jedem Modell, und die Regeln der Menschen werden daran gemessen. Nimm es aus dem Vertrag mit dem Anbieter.
provider-region = Arbeitet in
provider-region-hint = Die Region, etwa eu oder us; local für einen eigenen Server.
provider-operator = Land des Betreibers
provider-operator-hint = Zwei Buchstaben, etwa de oder us.
provider-retention = Behält es
provider-retention-hint = Tage, etwa 30d; 0d für gar nicht; unknown.
provider-training = Trainiert Modelle damit
provider-training-hint = Wähle „nie“ nur, wo es dir versprochen ist.
provider-training-never = nie
provider-training-opt-out = wenn man nicht widerspricht
provider-training-yes = ja
provider-training-unknown = niemand hat es gesagt
provider-deletion = Er löscht auf Verlangen
provider-valid-until = Das gilt bis
provider-valid-until-hint = Ein Tag wie 2027-05-31, nach dem nichts mehr dorthin gesendet wird, bis du wieder nachgesehen hast. Leer für kein Ende.
provider-more = Ein Arbeitsablauf oder eigene Eingaben
provider-template = Vorlage
provider-template-hint = JSON mit Plätzen wie "{"{"}prompt{"}"}": ein Arbeitsablauf von ComfyUI, oder was Modelle von Replicate und fal bekommen.
invalid-provider-name = Ein Name hat bis zu 40 kleine Buchstaben, Ziffern und Bindestriche und beginnt mit einem Buchstaben.
invalid-provider-taken = Ein anderer Anbieter heißt so. Wähle einen anderen Namen.
invalid-provider-kind = Diese Art von Anbieter gibt es nicht.
invalid-provider-no-address = Diese Art braucht eine Adresse: Sag, wo der Server ist.
invalid-provider-address = Diese Adresse lässt sich nicht verwenden. Schreibe sie ganz, etwa http://127.0.0.1:8000/v1.
invalid-provider-open = Der Weg zu dieser Adresse ist nicht verschlüsselt. Schreibe https://; nur Server im eigenen Netz kommen ohne aus.
invalid-provider-secret = Dieser Schlüssel enthält Zeichen, die sich nicht senden lassen, oder mehr als { $limit }.
invalid-provider-secret-again = Die Adresse ist eine andere. Füge den Schlüssel noch einmal ein, damit er nirgends hingeht, wofür er nicht gedacht war.
invalid-provider-retention = Schreibe Tage wie 0d oder 30d, oder unknown.
invalid-provider-training = Wähle eines davon.
invalid-provider-operator = Schreibe das Land in zwei Buchstaben, etwa de.
invalid-provider-day = Schreibe den Tag als 2027-05-31.
invalid-provider-not-local = local ist für Server auf dieser Maschine oder im eigenen Netz, und diese Adresse führt hinaus.
invalid-provider-long = Höchstens { $limit } Zeichen.
invalid-provider-no-models = Nenne mindestens ein Modell: seinen Namen und was es macht, etwa gpt-image-2 image.
invalid-provider-many-models = Höchstens { $limit } Modelle.
invalid-provider-line = Zeile { $limit } lässt sich nicht verwenden. Schreibe einen Namen, was es macht (text, image oder video), und danach nur, was docs/providers.md kennt.
invalid-provider-models = Eines der Modelle lässt sich nicht verwenden: Sieh nach Namen, seconds und Tagen.
invalid-provider-model-kind = Diese Art von Anbieter hat keine Modelle dieser Art.
invalid-provider-template = Diese Vorlage lässt sich nicht verwenden. Sie ist JSON mit Plätzen, die docs/providers.md nennt, darunter der Prompt.
invalid-provider-busy =
    { $limit ->
        [one] Eine Bestellung ist dort noch unterwegs. Halte den Anbieter an und entferne ihn, wenn sie fertig ist.
       *[other] { $limit } Bestellungen sind dort noch unterwegs. Halte den Anbieter an und entferne ihn, wenn sie fertig sind.
    }
