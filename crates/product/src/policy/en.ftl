policy-title = Privacy policy
terms-title = Terms of use
policy-last-updated = Last updated: { $date }
policy-in-force = Version { $version }, in force since { $date }
policy-fingerprint = Fingerprint of the text (SHA-256)
policy-as-json = Machine-readable version (JSON)
policy-contents = Contents
policy-contact-missing = not given yet
policy-operator-missing = not named yet
policy-address-here = the address in your browser’s address bar
policy-month-1 = January
policy-month-2 = February
policy-month-3 = March
policy-month-4 = April
policy-month-5 = May
policy-month-6 = June
policy-month-7 = July
policy-month-8 = August
policy-month-9 = September
policy-month-10 = October
policy-month-11 = November
policy-month-12 = December
policy-date = { $day } { $month } { $year }

# The promises
policy-promises = The promises, one by one
policy-promises-intro = These are the { $count } statements this policy makes. Proven means that code keeps the promise and a test fails when that code is taken away. Partly means that some of it is kept and tested. Not yet means that we are bound by it, but the program does not enforce it yet, so do not rely on the program for it.
policy-state-proven = proven
policy-state-partly = partly
policy-state-not-yet = not yet
policy-count = { $count } { $state }
policy-mark = Promise { $id }, { $state }
policy-kind-feature = what you can do
policy-kind-right = your right
policy-kind-security = protection
policy-kind-limit = what must not happen
policy-kind-disclosure = what we tell you

# What the data map says
policy-what-for = What for
policy-by-what-right = On what ground
policy-how-long = How long
policy-where = { $count ->
    [one] Where exactly: one place
   *[other] Where exactly: { $count } places
}
policy-nothing-listed = Nothing at all.
policy-category-identity = Who you are
policy-category-identity-about = Your email address and the name you go by.
policy-category-credential = Proof that it is you
policy-category-credential-about = What recognises you when you sign in: hashes and sessions, never the password itself.
policy-category-content = What you write, upload and receive
policy-category-content-about = Prompts, pictures and results.
policy-category-parameter = How a result came about
policy-category-parameter-about = Model, size, seed and times, and how your works belong together.
policy-category-agreement = What you agreed to
policy-category-agreement-about = Which version of this policy and of the terms you accepted, and when.
policy-category-usage = How the service is used
policy-category-usage-about = What was used and when, without the content.
policy-category-technical = Machinery
policy-category-technical-about = What the program needs to run; it says nothing about you by itself.
policy-purpose-generate = making what you ask for
policy-purpose-show-to-owner = showing you what is yours
policy-purpose-export = giving you a copy
policy-purpose-operate = running your account
policy-purpose-secure = keeping the service and its people safe
policy-purpose-none = running the program
policy-basis-contract = needed to do what you asked for (GDPR Art. 6(1)(b))
policy-basis-legal-obligation = required by law (GDPR Art. 6(1)(c))
policy-basis-legitimate-interest = a legitimate interest, such as security (GDPR Art. 6(1)(f))
policy-basis-not-personal = not about a person
policy-kept-until-erased = until you delete it or it expires
policy-kept-while-account-lives = while your account exists
policy-kept-always = as long as this installation exists
policy-kept-days = { $count ->
    [one] one day at most
   *[other] { $count } days at most
}
policy-kept-hours = { $count ->
    [one] one hour at most
   *[other] { $count } hours at most
}
policy-kept-minutes = { $count ->
    [one] one minute at most
   *[other] { $count } minutes at most
}
