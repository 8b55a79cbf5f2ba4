"""functools.cached_property without the lock that Python 3.11's has: a unit of work is used by one thread."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class first_asked(Generic[T]):  # noqa: N801 - a decorator
    """The value of a method without arguments, kept in the place of the method."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> "first_asked[T]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object, owner: type) -> "T | first_asked[T]":
        if instance is None:
            return self
        value = self._make(instance)
        instance.__dict__[self._name] = value
        return value
