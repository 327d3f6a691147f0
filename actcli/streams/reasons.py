"""Why a file could not be read or written, in a few words for an error's one line."""

import errno


def reason(error: OSError) -> str:
    """Say what went wrong, without Python's number and file name."""
    if error.errno == errno.ENOENT:
        return "no such file"
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
