first-title = Make a picture. Nothing you type here is kept.
first-about = Your picture appears here. The words below are an example: press Make, or write your own.
first-one = The painter works on this machine. It follows rules; it is not a neural model, and nothing leaves.
first-two = With an account, your work is sealed under your own key. Erase it, and no copy opens again.
first-three = What we promise is kept by the program itself, and shown to everybody.
first-kept-nowhere = Painted in memory and kept nowhere. Save it if you like it.
invalid-size-stranger = Without an account, pictures are at most 1920 pixels long.
