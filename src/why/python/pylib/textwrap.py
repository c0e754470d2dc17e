"""Breaking text into lines, and taking indentation off or putting it on."""

__all__ = ["TextWrapper", "dedent", "fill", "indent", "shorten", "wrap"]
_SPACES = "\t\n\v\f\r "


class TextWrapper:
    """Wraps a paragraph to a width; lines break at spaces and after hyphens."""

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        if fix_sentence_endings:
            raise NotImplementedError("textwrap with fix_sentence_endings")
        self.width, self.initial_indent, self.subsequent_indent = width, initial_indent, subsequent_indent
        self.expand_tabs, self.replace_whitespace, self.tabsize = expand_tabs, replace_whitespace, tabsize
        self.break_long_words, self.drop_whitespace = break_long_words, drop_whitespace
        self.break_on_hyphens, self.max_lines, self.placeholder = break_on_hyphens, max_lines, placeholder

    def _chunks(self, text):
        """Words and the spaces between them, in order; a word is cut after a hyphen inside it."""
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(dict.fromkeys(map(ord, _SPACES), " "))
        chunks, i = [], 0
        while i < len(text):
            start, blank = i, text[i] in _SPACES
            while i < len(text) and (text[i] in _SPACES) == blank:
                i += 1
            chunk = text[start:i]
            chunks += [chunk] if blank or not self.break_on_hyphens else _cut_at_hyphens(chunk)
        return chunks

    def wrap(self, text):
        """The lines, without newlines."""
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        chunks, lines = self._chunks(text)[::-1], []
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and not chunks[-1].strip():
                chunks.pop()
            line, length = [], 0
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._break_long_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                length -= len(line.pop())
            if not line:
                continue
            last = not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
            if self.max_lines is None or len(lines) + 1 < self.max_lines or last and length <= width:
                lines.append(indent + "".join(line))
            else:
                self._close_with_placeholder(lines, line, length, width, indent)
                break
        return lines

    def _break_long_word(self, chunks, line, length, width):
        room = 1 if width < 1 else width - length
        if self.break_long_words:
            chunk = chunks[-1]
            end = room
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind("-", 0, room)
                if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                    end = hyphen + 1
            line.append(chunk[:end])
            chunks[-1] = chunk[end:]
        elif not line:
            line.append(chunks.pop())

    def _close_with_placeholder(self, lines, line, length, width, indent):
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            before = lines[-1].rstrip()
            if len(before) + len(self.placeholder) <= self.width:
                lines[-1] = before + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def fill(self, text):
        return "\n".join(self.wrap(text))


def _cut_at_hyphens(word):
    """Pieces that a line may end with: "well-known" is "well-" and "known", and a dash of hyphens is one of its own."""
    pieces, start, i = [], 0, 1
    while i < len(word) - 1:
        end = i
        while end < len(word) and word[end] == "-":
            end += 1
        before, after = word[start:i], word[end:]
        if end - i >= 2 and (before[-1:].isalnum() or before[-1:] in "_!\"'&.,?") and after[:1].isalnum():
            pieces += [before, word[i:end]]
            start = i = end
        elif end - i == 1 and _two_letters(before[::-1]) and _two_letters(after):
            pieces.append(word[start:end])
            start = i = end
        else:
            i = max(end, i + 1)
    return [*pieces, word[start:]]


def _two_letters(text):
    return len(text) >= 2 and text[0].isalpha() and (text[1].isalpha() or text[1] == "-")


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text on one line of at most `width`, cut at a word."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """The text without the indentation that all its lines have in common; lines of spaces only become empty."""
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        stripped = line.lstrip(" \t")
        if not stripped:
            lines[i] = ""
            continue
        indent = line[: len(line) - len(stripped)]
        if margin is None:
            margin = indent
        else:
            common = 0
            while common < min(len(margin), len(indent)) and margin[common] == indent[common]:
                common += 1
            margin = margin[:common]
    return "\n".join(line[len(margin or "") :] for line in lines)


def indent(text, prefix, predicate=None):
    """Puts `prefix` before each line that is not blank, or that `predicate` accepts."""
    wanted = str.strip if predicate is None else predicate
    return "".join(prefix + line if wanted(line) else line for line in text.splitlines(True))
