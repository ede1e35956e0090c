providers = Providers
providers-about = Whose models people here can ask, and what is known of how each treats what it is sent. Keys are sealed and shown to nobody.
providers-none = Nobody else's models are connected: everything stays on this installation. Add a provider below, or in nanoprompt.toml.
providers-back = All providers
providers-link = Providers of models
provider-of-file = from the settings file, where alone it can be changed
provider-active = in use
provider-paused = paused
provider-out = not in use
provider-unusable = What was written here cannot be used any more. Change it, and you are told what is wrong.
provider-test = Test
provider-pause = Pause
provider-resume = Use again
provider-change = Change
provider-change-title = Change { $name }
provider-remove = Remove
provider-remove-about = Its key is destroyed, in every backup too, and its models are gone. What was made with them stays.
provider-remove-now = Remove for good
provider-answer = Last test
provider-not-tested = not tested yet
provider-answer-models =
    { $count ->
        [one] { $day }: it took the key and named one model.
       *[other] { $day }: it took the key and named { $count } models.
    }
provider-answer-unlisted = Not among them:
provider-answer-reached = { $day }: it took the key. It has no list of models.
provider-answer-not-asked = { $day }: nothing can be asked of it free of charge, so nothing was sent.
provider-answer-key = { $day }: it does not take the key. Paste it again, or make a new one there.
provider-answer-unreachable = { $day }: nobody answers at its address. Check the address, and whether the server runs.
provider-answer-silent = { $day }: it did not answer in time. Test again in a while.
provider-answer-busy = { $day }: it has been asked too often. Test again in a while.
provider-answer-strange = { $day }: what answered is no such provider. Check the kind and the address.
provider-add = Add a provider
provider-add-now = Add and test
provider-not-saved = Nothing was saved yet: see below. A key has to be pasted again.
provider-kind = Kind
provider-kind-hint = Which API it speaks. openai-compatible fits most servers of your own.
provider-name = Name
provider-name-hint = The first part of its models' names: small letters, digits and hyphens.
provider-base-url = Address
provider-base-url-hint = Such as http://127.0.0.1:8000/v1. Leave it empty for a vendor's own.
provider-secret = Key
provider-secret-hint = Sealed at once. Nobody can read it here again.
provider-secret-kept = stays as it is
provider-models = Models
provider-models-hint = One a line, its name and what it makes: gpt-image-2 image. After it whatever else docs/providers.md knows: wan video seconds = [4, 8], price = "0.20".
provider-passport = What becomes of what it is sent
provider-passport-about = People see this beside every model, and their rules are held against it. Take it from the contract with the provider.
provider-region = Works in
provider-region-hint = The region, such as eu or us; local for a server of your own.
provider-operator = Country of the operator
provider-operator-hint = Two letters, such as de or us.
provider-retention = Keeps it
provider-retention-hint = Days, such as 30d; 0d for not at all; unknown.
provider-training = Trains models with it
provider-training-hint = Choose never only where it is promised to you.
provider-training-never = never
provider-training-opt-out = unless told not to
provider-training-yes = yes
provider-training-unknown = nobody has said
provider-deletion = It deletes on request
provider-valid-until = Believe this until
provider-valid-until-hint = A day such as 2027-05-31, after which nothing is sent there until you have looked again. Empty for no end.
provider-more = A workflow or inputs of its own
provider-template = Template
provider-template-hint = JSON with places such as "{"{"}prompt{"}"}": a ComfyUI workflow, or what Replicate's and fal's models are given.
invalid-provider-name = A name has up to 40 small letters, digits and hyphens, and begins with a letter.
invalid-provider-taken = Another provider has this name. Choose another.
invalid-provider-kind = There is no such kind of provider.
invalid-provider-no-address = This kind needs an address: say where the server is.
invalid-provider-address = This address cannot be used. Write it whole, such as http://127.0.0.1:8000/v1.
invalid-provider-open = The way to this address is not encrypted. Write https://, which only servers in your own network can do without.
invalid-provider-secret = This key holds characters that cannot be sent, or more than { $limit } of them.
invalid-provider-secret-again = The address is another one. Paste the key again, so that it goes nowhere it was not meant for.
invalid-provider-retention = Write days such as 0d or 30d, or unknown.
invalid-provider-training = Choose one of these.
invalid-provider-operator = Write the country in two letters, such as de.
invalid-provider-day = Write the day as 2027-05-31.
invalid-provider-not-local = local is for servers on this machine or in your own network, and this address leads out of it.
invalid-provider-long = At most { $limit } characters.
invalid-provider-no-models = Name at least one model: its name and what it makes, such as gpt-image-2 image.
invalid-provider-many-models = At most { $limit } models.
invalid-provider-line = Line { $limit } cannot be used. Write a name, what it makes (text, image or video), and then only what docs/providers.md knows.
invalid-provider-models = One of the models cannot be used: look at names, seconds and days.
invalid-provider-model-kind = This kind of provider has no models of that kind.
invalid-provider-template = This template cannot be used. It is JSON, with places that docs/providers.md names, the prompt among them.
invalid-provider-busy =
    { $limit ->
        [one] One order is still under way there. Pause the provider, and remove it once that is done.
       *[other] { $limit } orders are still under way there. Pause the provider, and remove it once they are done.
    }
