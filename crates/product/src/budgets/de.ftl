budget-account = Dein Budget reicht dafür nicht mehr. Unter „Du“ steht, was übrig ist; wer diese Installation betreibt, kann es erhöhen.
budget-key = Das Budget dieses Schlüssels reicht dafür nicht mehr.
budget-workspace = Das Budget des Arbeitsbereichs reicht dafür nicht mehr. Wer diese Installation betreibt, kann es erhöhen.
budget-line = { $spent } von { $most } ausgegeben{ $per ->
    [day] { " " }(heute)
    [month] { " " }(in diesem Monat)
   *[ever] { "" }
}
budget-held = { $held } vorgemerkt für Laufendes
budget-of-account = Dein Budget
budget-of-workspace = Budget des Arbeitsbereichs
