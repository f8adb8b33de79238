"""Messages to people: one class a message, always into the inbox, then by mail where an address is known.

The sentence is made when it is read or sent, in the reader's language, from ids kept with it.
"""

from k2k.core.notify.messages import Message, Recipient, inbox, mark_read, render, send, whatsapp_link

__all__ = ["Message", "Recipient", "inbox", "mark_read", "render", "send", "whatsapp_link"]
