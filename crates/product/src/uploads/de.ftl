invalid-upload-empty = Es kam keine Datei an, oder sie war leer. Wähle erst ein Bild. Nichts wurde behalten.
invalid-upload-format = Das ist kein Bild in PNG, JPEG oder WebP, was auch immer sein Name sagt. Nichts wurde behalten.
invalid-upload-side = Dieses Bild ist zu breit oder zu hoch: höchstens { $limit } Pixel je Seite werden geöffnet. Nichts wurde behalten.
invalid-upload-pixels = Dieses Bild ist zu groß: höchstens { $limit } Megapixel werden geöffnet. Nichts wurde behalten.
invalid-upload-animated = Dieses Bild bewegt sich. Nur stehende Bilder werden angenommen. Nichts wurde behalten.
invalid-upload-damaged = Dieses Bild ist beschädigt und lässt sich nicht öffnen. Nichts wurde behalten.
invalid-upload-heavy = Dieses Bild zu öffnen, bräuchte mehr Zeit oder Speicher, als eines bekommt. Nichts wurde behalten.
