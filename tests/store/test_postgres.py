"""The same features on PostgreSQL, and several processes on one store."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, delete, insert, make_url, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

import model
from bot.app import App, open_app
from bot.errors import Expired, Invalid, NotFound, UserError
from bot.features import (
    answers,
    condense,
    focus,
    groups,
    history,
    jobs,
    looks,
    origins,
    people,
    practice,
    privacy,
    recommended,
    reminders,
    tags,
    tasks,
)
from bot.features.address import make_ready
from bot.features.condense import Pasted, Request
from bot.features.groups import Standing, Wish
from bot.features.people import Person
from bot.features.reminders import (
    EVERY_DAY,
    Delivery,
    Schedule,
    Snooze,
    Today,
    deliveries,
    marks,
    points,
    today,
)
from bot.features.reminders.marks import Sent
from bot.features.search import search
from bot.settings import Settings
from bot.store.tables import (
    FocusRow,
    GoneAnswerRow,
    GroupMessageRow,
    GroupRoundRow,
    GroupRow,
    PersonRow,
    PostRow,
    ReminderRow,
    ShareRow,
    Table,
)
from model import Budget
from tests.conftest import CHAPTER, CHINESE, Clock
from tests.fakes.discord_server import DiscordServer
from tests.features.consent_surfaces import check
from tests.features.consent_verbs import VERBS
from tests.features.consent_week import Week, begun
from tests.features.test_recommended import long_note
from tests.kills.killed import STEPS
from tests.kills.rounds import Senders, kill_while_sending

pytestmark = pytest.mark.postgres
numbers = count(5000)


@pytest.fixture
async def cy(postgres_app: App) -> Person:
    return await people.from_discord(postgres_app, next(numbers))


async def test_a_note_lives_its_whole_life(postgres_app: App, cy: Person) -> None:
    app = postgres_app
    note = await condense.condense(
        app, cy, Pasted(CHAPTER), Request(Budget(sentences=2)), origins=("discord:1",)
    )
    await condense.condense(app, cy, Pasted(CHINESE))
    assert note.id is not None
    assert await history.open_note(app, cy, note.id) == note
    await tags.set_tags(app, cy, note.id, ["biology"])
    assert [hit.note.id for hit in await search(app, cy, "RuBisCO", tag="biology")] == [note.id]
    assert (await search(app, cy, "记忆力"))[0].note.language == "zh"
    longer = await history.recut(app, cy, note.id, Budget(sentences=4))
    assert len(longer.highlights) == 4
    long = await condense.condense(app, cy, Pasted(long_note()))
    await looks.look_at(app, cy, long.id or 0, 0, 0)
    (unseen,) = (await recommended.recommend(app, cy)).unseen
    assert (unseen.note.id, unseen.seen) == (long.id, 1)
    ((point, *_),) = await points.choose(app, [(cy, app.clock().date(), ())])
    assert point.text in long.text
    await privacy.export_all(app, cy)
    await privacy.erase_all(app, cy)
    with pytest.raises(NotFound):
        await history.open_note(app, cy, note.id)


async def test_two_processes_meet_a_person_at_once(postgres_app: App, extractor: model.Extractor) -> None:
    async with open_app(postgres_app.settings, extractor=extractor, clock=postgres_app.clock) as other:
        number = next(numbers)
        met = await asyncio.gather(*(people.from_discord(a, number) for a in (postgres_app, other) * 5))
    assert len({person.id for person in met}) == 1


async def test_two_processes_never_take_the_same_job(
    postgres_app: App, cy: Person, extractor: model.Extractor
) -> None:
    async with open_app(postgres_app.settings, extractor=extractor, clock=postgres_app.clock) as other:
        sent = {(await jobs.submit(postgres_app, cy, Pasted(CHAPTER), Request())).id for _ in range(6)}
        taken = await asyncio.gather(*(jobs.working._take(a) for a in (postgres_app, other) * 3))
    assert {row.id for row in taken if row is not None} == sent


async def test_two_processes_send_each_reminder_once(
    postgres_app: App, extractor: model.Extractor, clock: Clock
) -> None:
    sent: list[str] = []

    async def send(delivery: Delivery, focus: Today) -> str:
        await asyncio.sleep(0)
        sent.append(delivery.id)
        return "1"

    remembered = [await people.from_discord(postgres_app, next(numbers)) for _ in range(40)]
    soon = (clock() + timedelta(minutes=1)).time()
    for person in remembered:
        await reminders.turn_on(postgres_app, person, Schedule(soon, EVERY_DAY, "UTC"), "en")
    clock.advance(minutes=1)
    async with open_app(postgres_app.settings, extractor=extractor, clock=clock) as other:
        for _ in range(3):
            await asyncio.gather(*(reminders.deliver_due(a, send) for a in (postgres_app, other) * 2))
    assert len(sent) == len(set(sent)) == 40
    made = [await reminders.export(postgres_app, person) for person in remembered]
    assert all([each["state"] for each in one["deliveries"]] == ["sent"] for one in made)


async def test_answers_and_marks_wait_for_one_another_in_one_order(postgres_app: App, clock: Clock) -> None:
    """Both want a reminder that is kept from them, and its delivery: none holds what the other waits for."""
    app = postgres_app
    for _ in range(3):
        soon = Schedule((clock() + timedelta(minutes=1)).time(), EVERY_DAY, "UTC")
        await reminders.turn_on(app, await people.from_discord(app, next(numbers)), soon, "en")
    clock.advance(minutes=1)
    await deliveries.plan(app)
    one, two, three = await deliveries.claim(app, 3)
    for person, answering, marking in (
        (one.person, reminders.snooze(app, one.person, one.id, Snooze.HOUR), marks.mark(app, [Sent(one)])),
        (two.person, reminders.stop(app, two.person), reminders.done(app, two.person, two.id)),
        (three.person, reminders.erase(app, three.person), marks.refused(app, three)),
    ):
        async with app.write() as s:
            await s.get_one(ReminderRow, person.id, with_for_update=True)
            waiting = []
            for step in (answering, marking):
                waiting.append(asyncio.create_task(step))
                await _waits(app, len(waiting))
        await asyncio.gather(*waiting)


async def _waits(app: App, so_many: int) -> None:
    """Until so many connections wait for a row."""
    held = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    while True:
        async with app.read() as s:
            if (await s.scalar(held) or 0) >= so_many:
                return


async def test_two_processes_that_are_killed_now_and_then_send_each_once(
    postgres_url: str, settings: Settings, clock: Clock, kills: int, senders: Senders
) -> None:
    database = make_url(postgres_url).set(database="killed")
    engine = create_async_engine(postgres_url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE DATABASE killed"))
    await engine.dispose()
    settings = settings.model_copy(update={"database_url": database.render_as_string(hide_password=False)})
    extractor = model.load_later(device="cpu")
    async with (
        DiscordServer(described=False) as server,
        open_app(settings, extractor=extractor, clock=clock) as app,
    ):
        tally = await kill_while_sending(
            senders, app, server, clock, kills=kills // 3, side_by_side=2, steps=STEPS[2:]
        )
    assert (tally.missed, tally.twice) == (0, 0)
    assert tally.kills.total() == kills // 3


@pytest.fixture
async def differences(postgres_app: App) -> list[object]:
    """Between the tables that the migrations made and those of the code. To compare them takes computing, which what
    sets a test up may do."""

    def compare(connection: Connection) -> list[object]:
        return compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), Table.metadata
        )

    engine = create_async_engine(postgres_app.settings.database)
    async with engine.connect() as connection:
        found = await connection.run_sync(compare)
    await engine.dispose()
    return found


async def test_the_migrations_make_exactly_the_tables(differences: list[object]) -> None:
    assert differences == []


async def test_a_sign_in_link_signs_in_one_browser(postgres_app: App, cy: Person) -> None:
    link = await people.make_sign_in_link(postgres_app, cy, "http://127.0.0.1:1")
    await asyncio.gather(*(people.get(postgres_app, cy.id) for _ in range(8)))  # all connections are open
    tries = (people.redeem_sign_in_link(postgres_app, link.partition("key=")[2]) for _ in range(8))
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert [one.id for one in found if isinstance(one, Person)] == [cy.id]
    assert sum(isinstance(one, Expired) for one in found) == 7


async def test_changes_of_one_note_wait_for_one_another(postgres_app: App, cy: Person) -> None:
    app = postgres_app
    note = await condense.condense(app, cy, Pasted(CHAPTER))
    note_id = note.id or 0
    cuts = [history.recut(app, cy, note_id, Budget(sentences=1 + i % 5)) for i in range(10)]
    tagged = [tags.set_tags(app, cy, note_id, ["a", "b"]) for _ in range(5)]
    await asyncio.gather(*cuts, *tagged)


@pytest.mark.parametrize("all_of_it", [False, True])
async def test_an_answer_tied_while_its_note_goes_is_written_down_or_refused(
    postgres_app: App, all_of_it: bool
) -> None:
    app, given = postgres_app, 0
    for number in range(20):
        person = await people.from_discord(app, next(numbers))
        note = await condense.condense(app, person, Pasted("A leaf is green."))
        note_id, channel = note.id or 0, str(10**9 + 100 * person.id)
        gone = privacy.erase_all(app, person) if all_of_it else history.delete_note(app, person, note_id)
        tied = [origins.add(app, person, note_id, f"{answers.ANSWER}{channel}:{i}") for i in range(4)]
        first, then = ([gone], tied) if number % 2 else (tied, [gone])
        done = await asyncio.gather(*first, *then, return_exceptions=True)
        refused = [each for each in done if isinstance(each, NotFound)]
        assert done.count(None) + len(refused) == 5, done
        async with app.read() as s:
            kept = (await s.scalars(select(GoneAnswerRow).where(GoneAnswerRow.channel_id == channel))).all()
        assert len(kept) + len(refused) == 4
        given += len(kept)
    assert given


async def test_reading_cannot_write(postgres_app: App, cy: Person) -> None:
    async with postgres_app.read() as s:
        with pytest.raises(DBAPIError, match="read-only"):
            await s.execute(update(PersonRow).values(session_epoch=9))


async def test_two_processes_confirm_a_task_and_tell_of_it_once(
    postgres_app: App, cy: Person, extractor: model.Extractor
) -> None:
    text = "Please hand in the essay by 20 March. Please send the slides by Friday at 3 pm."
    note = await condense.condense(postgres_app, cy, Pasted(text), Request(Budget(sentences=5)))
    trusting = postgres_app.settings.model_copy(update={"webhook_hosts": ("127.0.0.1:1",)})
    async with open_app(trusting, extractor=extractor, clock=postgres_app.clock) as other:
        await tasks.set_hook(other, cy, "http://127.0.0.1:1/hook")  # where nobody listens
        both = (postgres_app, other) * 3
        made = await asyncio.gather(*(tasks.confirm(app, cy, note.id or 0, [0, 1]) for app in both))
        assert len({tuple(task.id for task in each) for each in made}) == 1
        tls = await asyncio.to_thread(make_ready)
        await asyncio.gather(*(tasks.tell_due(app, tls) for app in (other, other)))
        hook = await tasks.get_hook(other, cy)
    assert hook
    assert (hook.waiting, hook.failure) == (3, "connection")
    essay, slides = made[0]
    assert (await tasks.list_tasks(postgres_app, cy)).tasks == (slides, essay)
    friday = date(2026, 3, 6)
    assert await tasks.due_by(postgres_app, cy, friday, 5) == ((slides,), 1)
    assert await today.coming(postgres_app, cy, friday) == (), "the task speaks for it"
    again = await condense.condense(postgres_app, cy, Pasted(text), Request(Budget(sentences=5)))
    await tasks.delete(postgres_app, cy, essay.id)
    await history.delete_note(postgres_app, cy, note.id or 0)
    assert (await tasks.get(postgres_app, cy, slides.id)).note_id == again.id
    waiting = (await tasks.export(postgres_app, cy))["webhook"]["waiting"]
    assert [event["type"] for event in waiting] == ["ping", "task.created", "task.deleted", "task.changed"]


async def test_one_person_begins_two_shared_sessions_at_once(postgres_app: App, cy: Person) -> None:
    """With people coming and going: whoever waits gets a turn, and nobody a deadlock."""
    app = postgres_app
    begun = [focus.start_together(app, cy, channel, "en", 25) for channel in (5, 6)]
    rooms = await asyncio.gather(*begun)
    joined = await asyncio.gather(
        *(focus.join(app, cy, room.id) for room in rooms for _ in range(2)), return_exceptions=True
    )
    ids = {one.id for one in joined if not isinstance(one, BaseException)}
    assert len(ids) == 1
    assert all(isinstance(one, Invalid) for one in joined if isinstance(one, BaseException))
    session = await focus.latest(app, cy)
    assert session
    assert session.room_id
    ended = [focus.leave(app, cy, session.room_id), focus.stop(app, cy, session.id)]
    stopped = focus.stop_together(app, cy, session.room_id, may_manage=True)
    await asyncio.gather(*ended, stopped)
    old = {"person_id": cy.id, "planned_s": 60, "phases": [60], "focus_s": 60, "stopped_at": app.clock()}
    begun_at = [app.clock() - timedelta(weeks=place, microseconds=1) for place in range(1, 60)]
    async with app.write() as s:
        await s.execute(insert(FocusRow), [old | {"started_at": at} for at in reversed(begun_at)])
    assert (await focus.streak(app, replace(cy, time_zone="Europe/Paris"))).weeks == 59


async def test_a_groups_shared_session_begins_once_and_is_left_with_the_group(postgres_app: App) -> None:
    """People come, go, stop it and leave the group at once: nobody meets a deadlock, nobody stays in who left."""
    app = postgres_app
    ann, ben, dee = [await people.from_discord(app, next(numbers)) for _ in range(3)]
    circle = (await groups.make(app, ann, "Circle", "Ann")).id
    _, link = await groups.invite(app, ann, circle, "")
    for turn in range(3):
        for person, name in ((ben, "Ben"), (dee, "Dee")):
            await groups.accept(app, person, groups.secret_in(link), name)
        begun = [focus.start_in_group(app, each, circle, 25) for each in (ann, ben, dee) for _ in range(2)]
        ends = await asyncio.gather(*begun, return_exceptions=True)
        (one,) = [each for each in ends if not isinstance(each, BaseException)]
        room_id = one.room.id
        moves = [
            *(focus.join_in_group(app, each, room_id) for each in (ann, ben, dee)),
            *(focus.leave_in_group(app, each, room_id) for each in (ann, dee)),
            groups.leave(app, ben, circle),
            groups.leave(app, dee, circle),
            focus.stop_in_group(app, ann, room_id) if turn else focus.join(app, ben, room_id),
        ]
        ends += await asyncio.gather(*moves, return_exceptions=True)
        assert [e for e in ends if isinstance(e, BaseException) and not isinstance(e, UserError)] == []
        assert set((await focus.look_in_group(app, ann, room_id)).names) <= {"Ann"}
        theirs = [await focus.latest(app, each) for each in (ben, dee)]
        assert room_id not in [session.room_id for session in theirs if session], "who left is out of it"
        await focus.stop_in_group(app, ann, room_id)
        for each in (ann, ben, dee):
            session = await focus.latest(app, each)
            await focus.stop(app, each, session.id) if session else None


async def test_an_empty_post_goes_in_its_groups_turn(postgres_app: App, clock: Clock) -> None:
    """Who shares its sentence at that moment has the group's row: the post is theirs, or they make it anew."""
    app, week = postgres_app, await begun(postgres_app, clock)
    ann, (mine, *_) = week.persons[0], (await week.highlights(0)).values()
    (post,) = await groups.share(app, ann, week.circle, [mine], Wish())
    await groups.withdraw_post(app, ann, post.id)
    async with app.write() as s:
        await s.get(GroupRow, week.circle, with_for_update=True)
        tidying = asyncio.create_task(groups.work_once(app))
        await _waits(app, 1)
    await tidying
    async with app.read() as s:
        assert await s.get(PostRow, post.id) is None


async def test_what_is_taken_back_in_groups_is_gone(postgres_app: App, clock: Clock) -> None:
    week = await begun(postgres_app, clock)
    steps = (
        ("share", 0, 1, 1), ("share", 1, 1, 1), ("vote", 2, 1, 0), ("card", 2, 1, 0), ("ask", 2, 1, 0),
        ("retitle", 0, 1, 0), ("cut", 1, 1, 0), ("share", 2, 0, 2), ("kick", 0, 1, 0), ("erase", 2, 0, 0),
    )  # fmt: skip
    for n, (verb, who, which, by) in enumerate(steps):
        await VERBS[verb](week, who, (week.circle, week.lab)[which], by)
        await check(week, n, all_look=True)
    await groups.pith_left(postgres_app, week.server.id)
    clock.advance(days=31)
    await groups.erase_left(postgres_app)
    with pytest.raises(NotFound):
        await groups.in_server(postgres_app, week.server.id)


async def what_is_gone_once_it_is_reached_is_not_found(week: Week) -> None:
    """A vote for what a cut takes in that moment, and a passage that another tab takes back before it is shown."""
    app, (ann, _, cy) = week.app, week.persons
    mine = list((await week.highlights(0)).values())[:1]
    (post,) = await groups.share(app, ann, week.lab, mine, Wish())
    passage = await practice.propose(app, ann, week.lab, week.notes[0])
    for doing, held, goes in (
        (
            groups.vote(app, cy, post.id, True),
            select(GroupMessageRow).where(GroupMessageRow.post_id == post.id),
            delete(ShareRow).where(ShareRow.post_id == post.id),
        ),
        (
            practice.show_to_group(app, ann, passage.id),
            select(GroupRow).where(GroupRow.id == week.lab),
            delete(GroupRoundRow).where(GroupRoundRow.id == passage.id),
        ),
    ):
        async with app.write() as s:
            await s.execute(held.with_for_update())
            meets: asyncio.Task[object] = asyncio.create_task(doing)
            await _waits(app, 1)
            await s.execute(goes)
        with pytest.raises(NotFound):
            await meets


async def test_what_meets_a_taking_back_waits_or_finds_nothing(postgres_app: App, clock: Clock) -> None:
    """Nothing of it is a deadlock or an error of ours, which people would read as something broken."""
    app = postgres_app
    week = await begun(app, clock)
    (ann, ben, cy), lab = week.persons, week.lab
    await groups.set_up(
        app, ann, week.server.id, Standing("Ann", manages=True), groups.Settings(daily_shares=100),
        name="Lab", language="en",
    )  # fmt: skip
    mine, theirs = [list((await week.highlights(who)).values())[:2] for who in (0, 1)]
    for _ in range(2):
        for meets in (
            lambda post: (groups.vote(app, ben, post, True), groups.vote(app, cy, post, True)),
            lambda post: (groups.ask(app, ben, post, "Why?"), groups.get_post(app, ben, post)),
            lambda post: (groups.keep_card(app, cy, post),),
            lambda post: (groups.take_out(app, ann, post),),
            lambda _: (groups.share(app, ben, lab, theirs[:1], Wish()),),
        ):
            (post, *_) = await groups.share(app, ann, lab, mine, Wish())
            message = await groups.of_post(app, post.id)
            assert message
            showing = [groups.to_show(app, message) for _ in range(2)]
            ends = await asyncio.gather(
                groups.withdraw_post(app, ann, post.id), *meets(post.id), *showing, return_exceptions=True
            )
            assert [
                end for end in ends if isinstance(end, BaseException) and not isinstance(end, UserError)
            ] == []
    await what_is_gone_once_it_is_reached_is_not_found(week)
    server = next(numbers)
    both = [
        groups.set_up(
            app,
            each,
            server,
            Standing("x", manages=True),
            groups.Settings(channel_id=1),
            name="x",
            language="en",
        )
        for each in (ann, ben)
    ]
    assert len({each.id for each in await asyncio.gather(*both)}) == 1
    ends = await asyncio.gather(
        groups.share(app, ben, lab, theirs, Wish()),
        history.delete_note(app, ben, week.notes[1]),
        return_exceptions=True,
    )
    assert [end for end in ends if isinstance(end, BaseException) and not isinstance(end, UserError)] == []
    assert await groups.shared_by(app, ben) == ()
