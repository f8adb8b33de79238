"""What search finds: announced activities and published stories."""

from datetime import datetime

from k2k.activities import names
from k2k.activities.models import Activity, Story
from k2k.core import search


def put(activity: Activity, at: datetime) -> None:
    """Make an announced activity findable as it now stands."""
    group = activity.group
    search.put(
        activity.ref,
        node=activity.site,
        title=activity.title,
        text=f"{activity.code} {group.name} {activity.place} {activity.bring}",
        url=names.url(activity),
        public=True,
        lang=activity.lang,
        at=at,
    )


def put_story(story: Story, at: datetime) -> None:
    """Make a published story findable."""
    search.put(
        story.ref,
        node=story.site,
        title=names.story_title(story),
        text=f"{story.code} {story.text}",
        url=names.story_url(story),
        public=True,
        lang=story.lang,
        at=at,
    )


def drop(row: Activity | Story) -> None:
    """Make it unfindable."""
    search.drop(row.ref)
