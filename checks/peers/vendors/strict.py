"""A client's types, read as a strict vendor would: nothing that they do not name, and nothing that is only nearly right.

Clients are written to let more through than their servers do: fields that nobody knows, and any text beside the words that
they name. Here neither passes, but for names of models, which every installation has others of.
"""

import base64
import binascii
import collections.abc
import enum
import os
import types
import typing

import pydantic
import typing_extensions

# Fields whose value is open although the client names some.
OPEN = {"model"}
# By which of its fields a type may say which one of several it is.
TAGS = ("type", "model", "status")
LISTS = (list, collections.abc.Sequence, collections.abc.Iterable)


class File(bytes):
    """What stands in a form's part that is a file."""


def base64_text(text):
    try:
        base64.b64decode(text.translate(str.maketrans("-_", "+/")), validate=True)
    except binascii.Error as error:
        raise ValueError(f"not base64: {error}") from None
    return text


Base64 = typing.Annotated[str, pydantic.AfterValidator(base64_text)]


class Judge:
    """Holds requests against one type of a client's."""

    def __init__(self, kind):
        self.made = {}
        self.strict = pydantic.TypeAdapter(self.of(kind))

    def hold(self, data, of_form=False):
        """The same by the client's own names; a form has numbers as text. Raises what is wrong."""
        return self.strict.validate_python(data, strict=not of_form).model_dump(exclude_unset=True)

    def of(self, kind, name=""):
        """The strict type for one of theirs, which is the type of a field of this name."""
        if isinstance(kind, typing_extensions.TypeAliasType):
            return self.of(kind.__value__, name)
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin is typing.Annotated:
            return self.of(arguments[0], name)
        if origin in (typing_extensions.Required, typing_extensions.NotRequired):
            return self.of(arguments[0], name)
        if origin in (typing.Union, types.UnionType):
            return self.of_several(arguments, name)
        if origin in LISTS or getattr(origin, "__name__", "") == "SequenceNotStr":
            return typing.List[self.of(arguments[0], name)]
        if origin is dict:
            return typing.Dict[str, self.of(arguments[1], name)]
        return self.of_one(kind)

    def of_one(self, kind):
        if kind is object:
            return typing.Any
        if kind is bytes:
            return Base64
        if typing_extensions.is_typeddict(kind):
            return self.of_fields(kind, typed_dict_fields(kind))
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return typing.Literal[tuple(member.value for member in kind)]
        if isinstance(kind, type) and issubclass(kind, pydantic.BaseModel):
            return self.of_fields(kind, model_fields(kind))
        return kind

    def of_several(self, members, name):
        if any(typing.get_origin(member) is typing.IO for member in members):
            # Files come to a client as one of many things, and to a server as bytes.
            others = [member for member in members if not is_file(member)]
            members = [*others, pydantic.InstanceOf[File]]
        words = [member for member in members if typing.get_origin(member) is typing.Literal]
        if words and name not in OPEN:
            members = [member for member in members if member is not str and not issubclass_of(member, str)]
        if any(typing_extensions.is_typeddict(member) or issubclass_of(member, pydantic.BaseModel) for member in members):
            # Beside objects that it names, one of anything is the client's kindness.
            members = [member for member in members if typing.get_origin(member) not in (dict, collections.abc.Mapping)]
        members = [self.of(member, name) for member in members]
        return tagged(members) or typing.Union[tuple(members)]

    def of_fields(self, kind, fields):
        if kind not in self.made:
            # Where a type holds itself, its inside is open.
            self.made[kind] = typing.Any
            strict = {
                name: (self.of(inner, name), pydantic.Field(alias=alias) if required else pydantic.Field(None, alias=alias))
                for name, inner, alias, required in fields
            }
            config = pydantic.ConfigDict(extra="forbid", protected_namespaces=(), arbitrary_types_allowed=True)
            self.made[kind] = pydantic.create_model(kind.__name__, __config__=config, **strict)
        return self.made[kind]


def is_file(member):
    return member is bytes or typing.get_origin(member) in (typing.IO, tuple, os.PathLike)


def issubclass_of(member, base):
    return isinstance(member, type) and issubclass(member, base)


def tagged(members):
    """A union whose members say which they are, so that an error speaks of one of them only."""
    if len(members) < 2 or not all(issubclass_of(member, pydantic.BaseModel) for member in members):
        return None
    for tag in TAGS:
        kinds = [member.model_fields.get(tag) for member in members]
        words = [field and typing.get_args(field.annotation) for field in kinds]
        if all(words) and len({word for given in words for word in given}) == sum(map(len, words)):
            return typing.Annotated[typing.Union[tuple(members)], pydantic.Field(discriminator=tag)]
    return None


def typed_dict_fields(kind):
    """Name, type, name on the wire, and whether it has to be there; what holds for a field is said where it is declared."""
    totals = {}

    def declare(one):
        for base in getattr(one, "__orig_bases__", ()):
            if typing_extensions.is_typeddict(base):
                declare(base)
        totals.update({name: one.__total__ for name in one.__dict__.get("__annotations__", {}) if name not in totals})

    declare(kind)
    for name, inner in typing_extensions.get_type_hints(kind, include_extras=True).items():
        required = {typing_extensions.Required: True, typing_extensions.NotRequired: False}
        required = required.get(typing.get_origin(inner), totals.get(name, True))
        yield name, inner, alias_of(inner) or name, required


def alias_of(inner):
    if typing.get_origin(inner) in (typing_extensions.Required, typing_extensions.NotRequired):
        return alias_of(typing.get_args(inner)[0])
    for note in getattr(inner, "__metadata__", ()):
        if getattr(note, "alias", None):
            return note.alias
    return None


def model_fields(kind):
    for name, field in kind.model_fields.items():
        yield name, field.annotation, field.alias or name, field.is_required()
