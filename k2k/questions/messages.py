"""What people are told about questions. The words are made when they are read, in the reader's language."""

from django.utils.translation import gettext as _

from k2k.core.notify import Message
from k2k.questions import names


class _AboutQuestion(Message):
    """A message that leads to the question's page."""

    @classmethod
    def url(cls, subject, **args) -> str:
        """The question's page."""
        return names.url(subject) if subject else "/"

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The sentence, or that the question is no longer there."""
        return cls.words(subject, **args) if subject else _("The question is no longer there.")

    @classmethod
    def words(cls, question, **args) -> str:
        """The sentence about a question that is there."""
        raise NotImplementedError


class Asked(_AboutQuestion):
    """To those who answer for the body: somebody asks."""

    slug = "questions.asked"

    @classmethod
    def words(cls, question, **args) -> str:
        """Whom; the words stand on the page."""
        return _("A question to %(body)s. Everybody sees how long it waits.") % {"body": question.body.name}


class Held(_AboutQuestion):
    """To office and association: words wait to be published."""

    slug = "questions.held"

    @classmethod
    def words(cls, question, **args) -> str:
        """That it waits."""
        return _("A question waits: publish it, or say why not.")


class Published(_AboutQuestion):
    """To who asked: everybody can read it now."""

    slug = "questions.published"

    @classmethod
    def words(cls, question, **args) -> str:
        """That it is public."""
        return _("Your question is published. %(body)s is to answer it.") % {"body": question.body.name}


class Answered(_AboutQuestion):
    """To who asked and to homes that want to know: there is an answer."""

    slug = "questions.answered"

    @classmethod
    def words(cls, question, *, own: bool = False, **args) -> str:
        """Who answered, and to who asked what is asked."""
        if own:
            return _("%(body)s answered your question. Does it answer you?") % {"body": question.body.name}
        return _("%(body)s answered a question that you want to know too.") % {"body": question.body.name}


class NotPublished(_AboutQuestion):
    """To who asked: it is not published, and why."""

    slug = "questions.refused"

    @classmethod
    def words(cls, question, **args) -> str:
        """The reason, and that one may appeal."""
        reason = str(names.REASONS.get(question.refused_because, ""))
        if question.decided_at:
            return _("The programme officer decided: your question is not published. %(reason)s") % {"reason": reason}
        return _("Your question is not published. %(reason)s You may appeal once.") % {"reason": reason}


class Appealed(_AboutQuestion):
    """To the programme officer: somebody appeals."""

    slug = "questions.appealed"

    @classmethod
    def words(cls, question, **args) -> str:
        """What is asked."""
        return _("Somebody appeals: a question was not published. Decide once.")


ALL = (Asked, Held, Published, Answered, NotPublished, Appealed)
