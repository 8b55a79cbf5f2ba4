"""Photos as a messenger delivers them: every part of an album is an update of its own, in whatever order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.inbound import Inbound, Kind, Media
from core.photos import Photo
from tests.world import Bubble, Phone, World


def parts(
    phone: Phone, count: int, *, album: str | None = "a1", start: int = 500, captions: Sequence[str] = ()
) -> list[Inbound]:
    """`count` photos sent together: messages numbered in the order in which their author chose them."""
    said = []
    for number in range(count):
        name = f"{phone.address.id}-{album or 'one'}-{start + number}"
        media = Media(name, f"u-{name}", as_photo=True, size=2_000_000, album=album)
        text = captions[number] if number < len(captions) else ""
        said.append(sent(phone, media, str(start + number), text))
    return said


def sent(phone: Phone, media: Media, message_id: str, text: str = "") -> Inbound:
    now = phone.world.now
    return Inbound(
        f"{phone.address.id}:{message_id}",
        phone.address,
        Kind.MEDIA,
        now,
        message_id=message_id,
        sent_at=now,
        text=text,
        media=media,
        in_order=phone.channel == "telegram",
    )


def arrive(phone: Phone, said: Inbound, after: float = 0.1) -> None:
    """The part reaches us `after` seconds later; what is due by then is on the phone."""
    phone.world.now += timedelta(seconds=after)
    phone.said.append(replace(said, received_at=phone.world.now))
    phone.again()


def pass_time(world: World, seconds: float) -> None:
    world.now += timedelta(seconds=seconds)
    world.deliver()


def photos_of(world: World, person: str, document: str = "report:2026Q1") -> list[Photo]:
    return world.do(lambda uow: uow.photos.of(person, document))


def texts(phone: Phone) -> list[str]:
    return [text_of(bubble) for bubble in phone.bubbles]


def text_of(bubble: Bubble) -> str:
    return "\n".join(paragraph.text for paragraph in bubble.screen.paragraphs)


def after_a_crash(phone: Phone) -> Phone:
    """The process is gone, and another goes on with the same database; the phone still shows what it showed."""
    old = phone.world
    old.close()
    world = World(old.store_url, old.now)
    old.store, old.engine = world.store, world.engine
    return phone
