first-title = Mach ein Bild. Nichts, was du hier schreibst, wird aufbewahrt.
first-about = Hier erscheint dein Bild. Die Worte unten sind ein Beispiel: Drück auf „Machen“, oder schreib eigene.
first-one = Der Maler arbeitet auf dieser Maschine. Er folgt Regeln, ist kein neuronales Modell, und nichts verlässt sie.
first-two = Mit einem Konto ist deine Arbeit mit deinem eigenen Schlüssel versiegelt. Löschst du sie, öffnet sich keine Kopie mehr.
first-three = Was wir versprechen, hält das Programm selbst ein, und alle können es sehen.
first-kept-nowhere = Im Speicher gemalt und nirgends aufbewahrt. Speichere es, wenn es dir gefällt.
invalid-size-stranger = Ohne Konto sind Bilder höchstens 1920 Pixel lang.
