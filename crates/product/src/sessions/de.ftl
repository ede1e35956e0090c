sign-in-title = Anmelden
sign-in-button = Anmelden
sign-in-new = Neu hier?
sign-up-link = Konto anlegen
email = E-Mail-Adresse
password = Passwort
invalid-sign-in = Adresse oder Passwort stimmen nicht.
sign-out = Abmelden
