"""What a vendor is asked, what it answers, and the vendor's own client, which is told the same and must have asked the same."""

import json
import re

import pydantic

from .strict import File

# A picture of one pixel, and the beginning of a film.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63908b3a010001da01"
    "41a2cea82a0000000049454e44ae426082"
)
FILM = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free\0\0\0\0mdat"
# The key of every story's operator.
KEY = "key-of-the-lab"


class Wrong(Exception):
    """A request that the vendor would not have taken."""


class Asked:
    """One request."""

    def __init__(self, method, target, headers, body):
        self.method, self.body = method, body
        self.path, _, self.query = target.partition("?")
        self.headers = {name.lower(): value for name, value in headers.items()}

    @property
    def media_type(self):
        return self.headers.get("content-type", "").split(";")[0].strip()

    def read(self):
        """JSON, or a form's fields by their names; several of one name are a list."""
        if self.media_type == "multipart/form-data":
            return self.form()
        if not self.body:
            return None
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise Wrong(f"a body that is no JSON: {error}") from None

    def form(self):
        boundary = re.search(r'boundary="?([^";]+)', self.headers["content-type"])[1].encode()
        fields = {}
        for part in self.body.split(b"--" + boundary)[1:-1]:
            head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
            name = re.search(rb'[; ]name="([^"]*)"', head)[1].decode()
            content = content.removesuffix(b"\r\n")
            value = File(content) if b"filename=" in head else content.decode()
            if name.endswith("[]"):
                fields.setdefault(name, []).append(value)
            elif name in fields:
                raise Wrong(f"{name} stands twice in a form")
            else:
                fields[name] = value
        return fields


def written(body):
    """A body and its media type: JSON, or a form where it holds a file."""
    if not any(isinstance(value, File) for value in body.values()):
        return json.dumps(body).encode(), "application/json"
    parts = []
    for name, value in body.items():
        is_file = isinstance(value, File)
        head = f'--edge\r\nContent-Disposition: form-data; name="{name}"' + ('; filename="file"' if is_file else "")
        parts.append(head.encode() + b"\r\n\r\n" + (value if is_file else str(value).encode()) + b"\r\n")
    return b"".join(parts) + b"--edge--\r\n", "multipart/form-data; boundary=edge"


class Answer:
    """One answer: an object of the client's types, without what the client puts into it by itself; or JSON, or bytes."""

    def __init__(self, body, status=200, media_type="application/json", without=()):
        self.status, self.media_type = status, media_type
        if isinstance(body, pydantic.BaseModel):
            # Through JSON and back: what a type would not take again is no answer of this vendor's.
            said = body.model_dump_json(by_alias=True, exclude_unset=True)
            type(body).model_validate_json(said)
            body = {name: value for name, value in json.loads(said).items() if name not in without}
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()


class Vendor:
    """A vendor. Those that are one have `client` and `HEADERS`, and answer by `answer`."""

    # The words of its types that stories go through one by one, by what they are about.
    WORDS = {}
    # Headers that its client sends and that ours must be the same as.
    HEADERS = ("authorization",)

    def __init__(self, origin):
        # Where it is reached, and which part of that is its API's.
        self.origin = origin
        self.jobs, self.count = {}, 0
        self.theirs = self.given = None

    def complaint(self, why):
        """How it tells that a request is wrong."""
        return {"detail": why, "error": why}

    def plain(self, body):
        """A body as it is compared: without what may be written in two ways."""
        return plain(body)

    def same(self, asked, answer, call):
        """The vendor's client makes this call, is given this answer, and must have asked what was asked here."""
        self.theirs, self.given = None, answer
        try:
            call(self.client)
        except Exception as error:  # of many kinds, one for each client
            if answer.status < 400 or self.theirs is None:
                raise Wrong(f"its client cannot make this call, or read the answer: {error!r}") from error
        hold_same(asked, self.theirs, self.HEADERS, self.plain)
        return answer

    def transport(self, library):
        """What the client sends by, in place of a network."""

        def handle(request):
            target = request.url.raw_path.decode()
            self.theirs = Asked(request.method, target, dict(request.headers), request.read())
            headers = {"content-type": self.given.media_type}
            return library.Response(self.given.status, headers=headers, content=self.given.body)

        return library.Client(transport=library.MockTransport(handle))

    def judged(self, judge, asked):
        """The arguments of a call, by the client's names."""
        body = asked.read()
        if not isinstance(body, dict):
            raise Wrong("no object in the body")
        of_form = asked.media_type == "multipart/form-data"
        body = {name.removesuffix("[]"): value for name, value in body.items()}
        try:
            return judge.hold(body, of_form)
        except pydantic.ValidationError as error:
            raise Wrong("; ".join(map(told, error.errors(include_url=False, include_input=False)))) from None

    def shown(self, asked):
        """What was made, for whoever follows the address that an answer named."""
        if asked.path.endswith(".mp4"):
            return Answer(FILM, media_type="video/mp4")
        return Answer(PICTURE, media_type="image/png")

    def place(self, name, ending):
        return f"{self.origin}/made/{name}.{ending}"

    def job(self, name, states):
        """Begins a job that goes through these states, one each time it is asked after."""
        self.count += 1
        name = f"{name}-{self.count}"
        self.jobs[name] = list(states)
        return name

    def next(self, name):
        """The job's next state; it stays in its last. `None` for one that is not, or no longer, there."""
        states = self.jobs.get(name)
        return states and (states.pop(0) if len(states) > 1 else states[0])


def end(words, made, refused, broken):
    """How an order ends, which its words say."""
    return refused if "forbidden" in words else broken if "broken" in words else made


def told(error):
    place = ".".join(map(str, error["loc"])) or "the body"
    return f"{place}: {error['msg'][:300]}"


def hold_same(ours, theirs, headers, plain):
    if theirs is None:
        raise Wrong("its client asked nothing at all")
    said = [(ours.method, ours.path, ours.read()), (theirs.method, theirs.path, theirs.read())]
    for word, mine, its in zip(("method", "path", "body"), *said):
        if plain(mine) != plain(its):
            raise Wrong(f"its client has another {word}: {plain(its)!r:.500}, and ours is {plain(mine)!r:.500}")
    for name in headers:
        if ours.headers.get(name) != theirs.headers.get(name):
            raise Wrong(f"its client says {name} otherwise")


def plain(value):
    """Without empty lists, which are as good as none."""
    if isinstance(value, dict):
        fields = {name: plain(inner) for name, inner in value.items()}
        return {name: inner for name, inner in fields.items() if inner != []}
    return [plain(inner) for inner in value] if isinstance(value, list) else value
