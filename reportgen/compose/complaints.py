"""Say in our own words what Jinja and Python complain of in a template."""

from __future__ import annotations

from reportgen.messages import Message, in_our_words, say

_OPEN = "The innermost block that needs to be closed is '{block}'"

COMPLAINTS = {
    # what Jinja cannot read
    f"Encountered unknown tag '{{tag}}'. Jinja was looking for the following tags: {{tags}}. {_OPEN}":
        say('there is no tag "{tag}", and "{block}" is still open'),
    "Encountered unknown tag '{tag}'. You probably made a nesting mistake. Jinja is expecting this tag, but currently "
    f"looking for {{tags}}. {_OPEN}":
        say('"{tag}" closes nothing here: "{block}" is still open'),
    f"Unexpected end of template. Jinja was looking for the following tags: {{tags}}. {_OPEN}":
        say('the template ends, and "{block}" is still open'),
    "Encountered unknown tag '{tag}'": say('there is no tag "{tag}"'),
    "expected token 'end of print statement', got '{found}'": say('"{found}" stands where "}}}}" is expected'),
    "expected token 'end of statement block', got '{found}'": say('"{found}" stands where "%}}" is expected'),
    "expected token '{wanted}', got '{found}'": say('"{found}" stands where "{wanted}" is expected'),
    "Expected an expression, got '{found}'": say('"{found}" stands where a value is expected'),
    "unexpected end of template, expected '{wanted}'": say('the template ends where "{wanted}" is expected'),
    "unexpected '{found}', expected '{wanted}'": say('"{found}" stands where "{wanted}" is expected'),
    "unexpected char '{found}' at {position}": say('"{found}" has no meaning here'),
    "unexpected '{found}'": say('"{found}" has no meaning here'),
    "tag name expected": say("the name of a tag is missing here"),
    "expected name or number": say("a name or a number is missing behind the dot"),
    "expected subscript expression": say("a name or a number is missing in the brackets"),
    "invalid syntax for function call expression": say("what stands in the parentheses cannot be read"),
    "Missing end of comment tag": say("this comment is not closed"),
    "Missing end of raw directive": say('"raw" is not closed'),
    "No filter named '{name}'": say('there is no filter "{name}"'),
    "No test named '{name}'": say('there is no test "{name}"'),
    "block '{name}' defined twice": say('there are two blocks "{name}"'),
    "can't assign to '{what}'": say("this cannot be set"),
    "cannot use extend from a non top-level scope": say('"extends" stands outside all other tags'),
    "extended multiple times": say("a template extends one other"),
    "keyword argument repeated: {name}": say('"{name}" is given twice'),
    "'{name}' is given twice": say('"{name}" is given twice'),
    "too many statically nested blocks": say("tags stand in one another too deep"),
    "Invalid character in identifier": say("a character here cannot be part of a name"),
    # what Python cannot do
    "division by zero": say("division by zero"),
    "{kind} division or modulo by zero": say("division by zero"),
    "{kind} division by zero": say("division by zero"),
    "unsupported operand type(s) for {operator}: '{left}' and '{right}'":
        say('"{operator}" does not work on the types {left} and {right}'),
    "bad operand type for unary {operator}: '{type}'": say('"{operator}" does not work on the type {type}'),
    "'{operator}' not supported between instances of '{left}' and '{right}'":
        say('"{operator}" does not work on the types {left} and {right}'),
    "can only concatenate {left} (not \"{right}\") to {other}":
        say('"+" does not work on the types {left} and {right}'),
    "{owner}.{name}() got an unexpected keyword argument '{word}'": say('{name}() knows no "{word}"'),
    "{name}() got an unexpected keyword argument '{word}'": say('{name}() knows no "{word}"'),
    "macro '{name}' takes no keyword argument '{word}'": say('the macro {name} knows no "{word}"'),
    "macro '{name}' takes not more than {most} argument(s)": say("the macro {name} takes no more than {most} values"),
    "{owner}.{name}() got multiple values for argument '{word}'": say('{name}() was given "{word}" twice'),
    "{owner}.{name}() missing 1 required positional argument: '{word}'": say('{name}() needs "{word}"'),
    "{name}() missing 1 required positional argument: '{word}'": say('{name}() needs "{word}"'),
    "{owner}.{name}() missing {count} required {kind} arguments: {words}": say("{name}() needs {count} more values"),
    "{owner}.{name}() takes {most} but {given} given": say("{name}() was given too many values"),
    "{name}() takes {most} but {given} given": say("{name}() was given too many values"),
    "'{type}' object is not {what}": say("this cannot be done with a value of the type {type}"),
    "sum() can't sum strings [use ''.join(seq) instead]": say("only numbers can be summed"),
    "{kind} index out of range": say("there are not so many values"),
    "not enough values to unpack (expected {wanted}, got {given})":
        say("there are {given} values for {wanted} names"),
    "too many values to unpack (expected {wanted})": say("there are more values than the {wanted} names for them"),
    "Range too big. The sandbox blocks ranges larger than MAX_RANGE ({most}).":
        say("a range holds no more than {most} numbers"),
    "access to attribute '{name}' of '{type}' object is unsafe.": say('"{name}" cannot be used in a template'),
    "{what} is not safely callable": say("this cannot be called in a template"),
}


def complaint(theirs: str) -> Message:
    """A sentence of theirs as ours; one that is not known here stays English, inside one of ours."""
    ours = in_our_words(theirs, COMPLAINTS)
    return ours if isinstance(ours, Message) else say("this cannot be done: {why}", why=ours)
