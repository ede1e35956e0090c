sign-in-title = Sign in
sign-in-button = Sign in
sign-in-new = New here?
sign-up-link = Make an account
email = E-mail address
password = Password
invalid-sign-in = The address or the password is not right.
sign-out = Sign out
