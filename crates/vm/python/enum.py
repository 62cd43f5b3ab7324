"""Enumerations.

The body of an enum class runs in an `EnumDict`, which notes the members. `EnumType` puts a `_Proto` in the place of
each; when `type.__new__` calls its `__set_name__`, it makes the real member, so that members exist before
`__init_subclass__` runs. Afterwards the class's `__new__` is the one that looks members up.
"""

__all__ = [
    "EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique",
    "property", "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
    "global_flag_repr", "global_enum_repr", "global_str", "global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS",
    "UNIQUE", "pickle_by_global_name", "pickle_by_enum_name",
]  # fmt: skip

import sys
from builtins import property as _property, bin as _bin
from operator import attrgetter as _attrgetter

Enum = Flag = EJECT = KEEP = ReprEnum = None  # until they are made below

_absent = object()


class nonmember:
    """Keeps a value in an enum body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a value in an enum body a member, whatever it is."""

    def __init__(self, value):
        self.value = value


class auto:
    """Stands for the value that `_generate_next_value_` makes."""

    def __init__(self, value=_absent):
        self.value = value

    def __repr__(self):
        return "auto(%s)" % ("_auto_null" if self.value is _absent else repr(self.value))


def _is_descriptor(obj):
    return not isinstance(obj, type) and any(hasattr(obj, m) for m in ("__get__", "__set__", "__delete__"))


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_single_bit(value):
    return value > 0 and value & (value - 1) == 0


def _bits(value):
    """The single bits of a number, from the lowest."""
    if value < 0:
        raise ValueError("%r is not a positive integer" % value)
    while value:
        bit = value & -value
        yield bit
        value ^= bit


def bin(num, max_bits=None):
    """Binary with the sign bit apart: `0b0 1010`, `0b1 0110`."""
    width = num.bit_length() if num >= 0 else (~num).bit_length()
    digits = _bin((1 << width) | (num & ((1 << width) - 1)))[3:]
    sign = "0b0" if num >= 0 else "0b1"
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return f"{sign} {digits}"


class EnumDict(dict):
    """The namespace of an enum body: remembers which names are members, and fills in `auto()`."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    @_property
    def member_names(self):
        return list(self._member_names)

    def __setitem__(self, key, value):
        if key == "__order__":
            key = "_order_"
        if not (self._is_private(key) or _is_dunder(key) or key in self._ignore):
            value = self._sunder(key, value) if _is_sunder(key) else self._entry(key, value)
        super().__setitem__(key, value)

    def _entry(self, key, value):
        """What to keep for a name; notes the name if it is that of a member."""
        if key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        if isinstance(value, nonmember):
            return value.value
        if isinstance(value, member):
            value = value.value
            self._last_values.append(value)
        elif _is_descriptor(value) or self._is_inner_class(value):
            return value
        elif key in self:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        else:
            value = self._filled_in(key, value)
        self._member_names[key] = None
        return value

    def _is_private(self, key):
        return self._cls_name is not None and key.startswith(f"_{self._cls_name}__") and not key.endswith("__")

    def _is_inner_class(self, value):
        """Was the class defined in this very body?"""
        if not isinstance(value, type) or self._cls_name is None:
            return False
        return value.__qualname__.endswith(f"{self._cls_name}.{value.__name__}")

    def _filled_in(self, key, value):
        if isinstance(value, auto):
            return self._next(key, value)
        if isinstance(value, tuple) and any(isinstance(item, auto) for item in value):
            items = [self._next(key, item) if isinstance(item, auto) else item for item in value]
            return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
        self._last_values.append(value)
        return value

    def _next(self, key, asked):
        if asked.value is _absent:
            asked.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
            self._auto_called = True
        self._last_values.append(asked.value)  # of a tuple, this counts and not the tuple
        return asked.value

    def _sunder(self, key, value):
        if key not in (
            "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
            "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_", "_add_value_alias_", "_use_args_",
        ):  # fmt: skip
            raise ValueError("_sunder_ names, such as %r, are reserved for future Enum use" % (key,))
        if key == "_generate_next_value_":
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            function = value.__func__ if isinstance(value, staticmethod) else value
            self._generate_next_value = function
            value = staticmethod(function)
        elif key == "_ignore_":
            value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            self._ignore = value
            already = set(value) & set(self._member_names)
            if already:
                raise ValueError("_ignore_ cannot specify already set names: %r" % (already,))
        return value

    def update(self, members, *more_members):
        for group in (members, *more_members):
            pairs = [(key, group[key]) for key in group.keys()] if hasattr(group, "keys") else group
            for key, value in pairs:
                self[key] = value


_EnumDict = EnumDict


class property(_property):
    """A property of members; on the class it gives the member of that name, if there is one."""

    member = None
    _attr_type = None
    _cls_type = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            found = self.member
        elif self.fget is not None:
            return self.fget(instance)
        elif self._attr_type == "attr":
            return getattr(self._cls_type, self.name)
        elif self._attr_type == "desc":
            return getattr(instance._value_, self.name)
        else:
            found = ownerclass._member_map_.get(self.name)
        if found is None:
            raise AttributeError("%r has no attribute %r" % (ownerclass, self.name))
        return found

    def __set__(self, instance, value):
        if self.fset is None:
            raise self._cannot("set")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise self._cannot("delete")
        self.fdel(instance)

    def _cannot(self, change):
        return AttributeError("<enum %r> cannot %s attribute %r" % (self.clsname, change, self.name))

    def __set_name__(self, ownerclass, name):
        self.clsname = ownerclass.__name__
        self.name = name


class _Proto:
    """A member to be: it has its value and waits for its class."""

    def __init__(self, value):
        self.value = value

    def __set_name__(self, enum_class, name):
        delattr(enum_class, name)
        value = self.value
        args = value if isinstance(value, tuple) else (value,)
        if enum_class._member_type_ is tuple:
            args = (args,)
        made = enum_class._new_member_(enum_class, *args if enum_class._use_args_ else ())
        if not hasattr(made, "_value_"):
            if enum_class._member_type_ is object:
                made._value_ = value
            else:
                try:
                    made._value_ = enum_class._member_type_(*args)
                except Exception as error:
                    raise TypeError("_value_ not set in __new__, unable to create it") from error
        value = made._value_
        made._name_ = name
        made.__objclass__ = enum_class
        made.__init__(*args)
        made._sort_order_ = len(enum_class._member_names_)

        known = _member_with_value(enum_class, value)
        if known is not None:
            made = known
        elif Flag is None or not issubclass(enum_class, Flag):
            enum_class._member_names_.append(name)
        elif isinstance(value, int):
            enum_class._flag_mask_ |= value
            if _is_single_bit(value):
                enum_class._singles_mask_ |= value
                enum_class._member_names_.append(name)
            enum_class._all_bits_ = 2 ** enum_class._flag_mask_.bit_length() - 1
        enum_class._add_member_(name, made)
        enum_class._remember_value(value, made)


def _member_with_value(enum_class, value):
    try:
        return enum_class._value2member_map_.get(value)
    except TypeError:
        for known in enum_class._member_map_.values():
            if known._value_ == value:
                return known
    return None


def _ancestors(bases):
    return [base for chain in bases for base in chain.__mro__ if base is not object]


class EnumType(type):
    """Metaclass for enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            namespace._generate_next_value = first_enum._generate_next_value_
            dict.__setitem__(namespace, "_generate_next_value_", first_enum.__dict__.get(
                "_generate_next_value_", staticmethod(first_enum._generate_next_value_)
            ))  # fmt: skip
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        names = list(classdict._member_names)
        for name in ["_ignore_", *classdict._ignore]:
            dict.pop(classdict, name, None)
        forbidden = set(names) & {"mro", ""}
        if forbidden:
            raise ValueError("invalid enum member name(s) %s" % ",".join(repr(n) for n in forbidden))
        order = dict.pop(classdict, "_order_", None)
        namespace = dict(classdict)
        for name in names:
            namespace[name] = _Proto(namespace[name])

        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(namespace, member_type, first_enum)
        namespace.update(
            _new_member_=new_member,
            _use_args_=namespace.get("_use_args_", use_args),
            _member_names_=[],
            _member_map_={},
            _value2member_map_={},
            _unhashable_values_=[],
            _member_type_=member_type,
            _value_repr_=metacls._find_data_repr_(cls, bases),
            _boundary_=boundary or getattr(first_enum, "_boundary_", None),
            _flag_mask_=0,
            _singles_mask_=0,
            _all_bits_=0,
            _inverted_=None,
            _in_progress_=True,
        )
        enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        del enum_class._in_progress_
        _borrow_methods(enum_class, namespace, member_type, first_enum, save_new)
        if Flag is not None and issubclass(enum_class, Flag):
            values = [m._value_ for m in enum_class]
            if values != sorted(values):
                enum_class._iter_member_ = enum_class._iter_member_by_def_
        if order is not None:
            _check_order(enum_class, order)
        return enum_class

    def __bool__(cls):
        return True

    def __call__(cls, value=_absent, names=_absent, *values, module=None, qualname=None, type=None, start=1,
                 boundary=None):  # fmt: skip
        """Look a member up by its value; on a class without members, make a new enumeration."""
        if cls._member_map_:
            if names is not _absent:
                value = (value, names) + values
            elif value is _absent:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            return cls.__new__(cls, value)
        if names is _absent and type is None:
            if value is _absent:
                raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
            raise TypeError(
                f"{cls} has no members; specify `names=()` if you meant to create a new, empty, enum"
            )
        return cls._create_(
            value, None if names is _absent else names,
            module=module, qualname=qualname, type=type, start=start, boundary=boundary,
        )  # fmt: skip

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        return _member_with_value(cls, value) is not None

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __dir__(cls):
        names = {
            "__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__", "__module__",
            "__name__", "__qualname__", *cls._member_names_,
        }  # fmt: skip
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add("__init_subclass__")
        if cls._member_type_ is not object:
            names |= set(dir(cls._member_type_))
        return sorted(names)

    def __len__(cls):
        return len(cls._member_names_)

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __getitem__(cls, name):
        return cls._member_map_[name]

    @_property
    def __members__(cls):
        """All names, aliases included, with their members."""
        return type(type.__dict__)(cls._member_map_)

    def __repr__(cls):
        kind = "flag" if Flag is not None and issubclass(cls, Flag) else "enum"
        return "<%s %r>" % (kind, cls.__name__)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("cannot reassign member %r" % (name,))
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """The functional form: members from text, names, pairs or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        namespace = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            values = []
            for count, name in enumerate(names):
                values.append(cls._generate_next_value_(name, start, count, values[:]))
            names = list(zip(names, values))
        for item in () if names is None else names:
            name, value = (item, names[item]) if isinstance(item, str) else item
            namespace[name] = value
        if module is None:
            module = sys._getframe(2).f_globals.get("__name__")
        if module is not None:
            namespace["__module__"] = module
        if qualname is not None:
            namespace["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, namespace, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Make an enumeration of constants of a module, and put it in their place."""
        module_globals = sys.modules[module].__dict__
        constants = module_globals if source is None else source.__dict__
        members = [(key, value) for key, value in constants.items() if filter(key)]
        try:
            members.sort(key=lambda pair: (pair[1], pair[0]))
        except TypeError:
            members.sort(key=lambda pair: pair[0])
        made = cls(name, members, module=module, boundary=boundary or KEEP)
        made.__reduce_ex__ = pickle_by_enum_name
        if as_global:
            global_enum(made)
        else:
            module_globals.update(made.__members__)
        module_globals[name] = made
        return made

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for base in _ancestors(bases):
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The data type and the enumeration among the bases."""
        if not bases:
            return object, Enum
        if isinstance(bases[-1], EnumType):
            return mcls._find_data_type_(class_name, bases) or object, bases[-1]
        raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        found = {}
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        found[base._member_type_] = None
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    found[candidate or base] = None
                    break
                else:
                    candidate = candidate or base
        if len(found) > 1:
            raise TypeError("too many data types for %r: %r" % (class_name, set(found)))
        return next(iter(found), None)

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        """The repr of the data type, unless an enumeration comes first that has decided."""
        for base in _ancestors(bases):
            if isinstance(base, EnumType):
                return base._value_repr_
            if "__repr__" in base.__dict__:
                fields = base.__dict__.get("__dataclass_fields__")
                if fields is not None and base.__dict__["__dataclass_params__"].repr:
                    return _dataclass_repr
                return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_new_(mcls, namespace, member_type, first_enum):
        """What makes members, whether it was written in this class, and whether it gets the value's parts."""
        new = namespace.get("__new__")
        save_new = first_enum is not None and new is not None
        if new is None:
            for where in ("_new_member_", "__new__"):
                for source in (member_type, first_enum):
                    candidate = getattr(source, where, None)
                    if candidate not in (None, None.__new__, object.__new__, getattr(Enum, "__new__", None)):
                        new = candidate
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        return new, save_new, first_enum is not None and new not in (Enum.__new__, object.__new__)

    def _add_member_(cls, name, member):
        """Make the member an attribute; where a base has a property of its name, both live in a new property."""
        if name in cls._member_map_ and cls._member_map_[name] is not member:
            raise NameError("%r is already bound: %r" % (name, cls._member_map_[name]))
        for base in cls.__mro__[1:]:
            inherited = base.__dict__.get(name)
            if inherited is not None:
                if hasattr(inherited, "fget"):
                    both = property(inherited.fget, inherited.fset, inherited.fdel)
                    both.member = member
                    both.__set_name__(cls, name)
                    type.__setattr__(cls, name, both)
                    break
                if _is_descriptor(inherited) or not isinstance(base, EnumType):
                    both = property()
                    both.member = member
                    both._attr_type = "desc" if _is_descriptor(inherited) else "attr"
                    both._cls_type = base
                    both.__set_name__(cls, name)
                    type.__setattr__(cls, name, both)
                    break
        else:
            type.__setattr__(cls, name, member)
        cls._member_map_[name] = member

    def _remember_value(cls, value, member):
        try:
            cls._value2member_map_.setdefault(value, member)
        except TypeError:
            cls._unhashable_values_.append(value)


EnumMeta = EnumType


def _dataclass_repr(self):
    fields = self.__dataclass_fields__
    return ", ".join("%s=%r" % (name, getattr(self, name)) for name in fields if fields[name].repr)


def _borrow_methods(enum_class, namespace, member_type, first_enum, save_new):
    """Settle the conflicts between what the data type and what the enumeration bring."""
    if ReprEnum is not None and ReprEnum in enum_class.__bases__:
        if "__format__" not in namespace:
            enum_class.__format__ = member_type.__format__
        if "__str__" not in namespace:
            own = member_type.__str__
            enum_class.__str__ = member_type.__repr__ if own is object.__str__ else own
    if first_enum is not None:
        for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
            if name not in namespace:
                found = getattr(enum_class, name)
                if found in (getattr(member_type, name), getattr(object, name)):
                    if not (ReprEnum in enum_class.__bases__ and name in ("__format__", "__str__")):
                        setattr(enum_class, name, getattr(first_enum, name))
    if Flag is not None and issubclass(enum_class, Flag):
        for name in (
            "__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__",
        ):  # fmt: skip
            if name not in namespace:
                setattr(enum_class, name, getattr(Flag, name))
    if Enum is not None:
        if save_new:
            enum_class.__new_member__ = enum_class.__new__
        enum_class.__new__ = Enum.__new__


def _check_order(enum_class, order):
    if isinstance(order, str):
        order = order.replace(",", " ").split()
    is_flag = Flag is not None and issubclass(enum_class, Flag)
    names = enum_class._member_names_
    order = [o for o in order if o not in enum_class._member_map_ or o in names]
    if is_flag:
        names = [m._name_ for m in enum_class._iter_member_(enum_class._flag_mask_)]
    if names != order:
        raise TypeError("member order does not match _order_:\n  %r\n  %r" % (names, order))


class Enum(metaclass=EnumType):
    """Create a collection of name/value pairs."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        found = None if "_in_progress_" in cls.__dict__ else _member_with_value(cls, value)
        if found is not None:
            return found
        if "_in_progress_" in cls.__dict__:
            raise TypeError("do not use `super().__new__; call the appropriate __new__ directly") from None
        if not cls._member_map_:
            raise TypeError("%r has no members defined" % cls)
        error = None
        try:
            found = cls._missing_(value)
        except Exception as raised:
            error = raised
        try:
            if isinstance(found, cls):
                return found
            if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(found, int):
                return found
            invalid = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
            if found is None and error is None:
                raise invalid
            if error is None:
                error = TypeError(
                    "error in %s._missing_: returned %r instead of None or a valid member" % (cls.__name__, found)
                )
            if not isinstance(error, ValueError):
                error.__context__ = invalid
            raise error
        finally:
            error = invalid = None  # no cycle through this frame

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """One more than the greatest value so far."""
        if not last_values:
            return start
        try:
            greatest = sorted(last_values)[-1]
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return greatest + 1
        except TypeError:
            raise TypeError("unable to increment %r" % (greatest,)) from None

    @classmethod
    def _missing_(cls, value):
        """What to give for a value that no member has; None for an error."""
        return None

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_

    def _add_alias_(self, name):
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        cls = self.__class__
        known = _member_with_value(cls, value)
        if known is not None and known is not self:
            raise ValueError("%r is already bound: %r" % (value, known))
        cls._remember_value(value, self)

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, show(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __dir__(self):
        names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__"}
        if self._member_type_ is not object:
            names |= set(object.__dir__(self))
        own = [(name, None) for name in getattr(self, "__dict__", ())]
        inherited = [entry for cls in self.__class__.mro() for entry in cls.__dict__.items()]
        for name, obj in own + inherited:
            if name[0] == "_":
                continue
            if name not in self._member_map_ or isinstance(obj, property) and obj.fget is not None:
                names.add(name)
            elif isinstance(obj, property):  # it only gives the member of its name
                names.discard(name)
        return sorted(names)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class ReprEnum(Enum):
    """Changes only the repr: str() and format() are the data type's."""


class IntEnum(int, ReprEnum):
    """Members are ints."""


class StrEnum(str, ReprEnum):
    """Members are strings; `auto()` gives the name in lower case."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if len(values) == 1:
            complaints = ["%r is not a string"]
        else:
            complaints = [None, "encoding must be a string, not %r", "errors must be a string, not %r"]
        for value, complaint in zip(values, complaints):
            if complaint and not isinstance(value, str):
                raise TypeError(complaint % (value,))
        text = str(*values)
        made = str.__new__(cls, text)
        made._value_ = text
        return made


class FlagBoundary(StrEnum):
    """What happens to bits that no flag has."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Members are bits, to be combined with | & ^ ~."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The bit above the highest so far."""
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError("invalid flag value %r" % last) from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _bits(value & cls._flag_mask_):
            if bit in cls._value2member_map_:
                yield cls._value2member_map_[bit]

    _iter_member_ = _iter_member_by_value_
    _numeric_repr_ = repr

    @classmethod
    def _iter_member_by_def_(cls, value):
        return iter(sorted(cls._iter_member_by_value_(value), key=_attrgetter("_sort_order_")))

    @classmethod
    def _missing_(cls, value):
        """Make the combination of flags that has this value."""
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        given, boundary = value, cls._boundary_
        everything, mask, singles = cls._all_bits_, cls._flag_mask_, cls._singles_mask_
        if not ~everything <= value <= everything or value & (everything ^ mask):
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    "%r invalid value %r\n    given %s\n  allowed %s" % (cls, value, bin(value, width), bin(mask, width))
                )
            if boundary is CONFORM:
                value &= mask
            elif boundary is EJECT:
                return value
            elif boundary is KEEP and value < 0:
                value += max(everything + 1, 2 ** value.bit_length())
        if value < 0:
            value = everything + 1 + value if boundary in (EJECT, KEEP) else singles & value
        if value & ~mask and boundary is not KEEP:
            raise ValueError("%s(%r) -->  unknown values %r [%s]" % (cls.__name__, value, value & ~mask, bin(value & ~mask)))

        if cls._member_type_ is object:
            combined = object.__new__(cls)
        else:
            combined = cls._member_type_.__new__(cls, value)
        combined._value_ = value
        parts = list(cls._iter_member_(value & singles))
        if value & ~singles:
            for part in cls._member_map_.values():
                if part not in parts and part._value_ and part._value_ & value == part._value_:
                    parts.append(part)
        covered = 0
        for part in parts:
            covered |= part._value_
        unknown = value ^ covered
        if not covered:
            combined._name_ = None
        elif unknown and boundary is STRICT:
            raise ValueError("%r: no members with value %r" % (cls, unknown))
        else:
            combined._name_ = "|".join(part._name_ for part in parts)
            if unknown:
                combined._name_ += "|%s" % cls._numeric_repr_(unknown)
        combined = cls._value2member_map_.setdefault(value, combined)
        if given < 0:
            cls._value2member_map_[given] = combined
        return combined

    def __bool__(self):
        return bool(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                "unsupported operand type(s) for 'in': %r and %r"
                % (type(other).__qualname__, self.__class__.__qualname__)
            )
        return other._value_ & self._value_ == other._value_

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        name = "" if self._name_ is None else "." + self._name_
        return "<%s%s: %s>" % (self.__class__.__name__, name, show(self._value_))

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def _operand(self, flag, op):
        for each in (self, flag):
            if isinstance(each, self.__class__) and each._value_ is None:
                raise TypeError(f"'{each}' cannot be combined with other flags with {op}")
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def __or__(self, other):
        bits = self._operand(other, "|")
        return bits if bits is NotImplemented else self.__class__(self._value_ | bits)

    def __and__(self, other):
        bits = self._operand(other, "&")
        return bits if bits is NotImplemented else self.__class__(self._value_ & bits)

    def __xor__(self, other):
        bits = self._operand(other, "^")
        return bits if bits is NotImplemented else self.__class__(self._value_ ^ bits)

    def __invert__(self):
        if self._value_ is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            others = ~self._value_
            if self._boundary_ not in (EJECT, KEEP):
                others &= self._singles_mask_
            self._inverted_ = self.__class__(others)
        return self._inverted_

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints."""


def unique(enumeration):
    """Refuse an enumeration in which two names have one value."""
    aliases = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if aliases:
        details = ", ".join("%s -> %s" % pair for pair in aliases)
        raise ValueError("duplicate values found in %r: %s" % (enumeration, details))
    return enumeration


class EnumCheck(StrEnum):
    """What `verify` can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


def show_flag_values(value):
    """The single bits of a value."""
    return list(_bits(value))


class verify:
    """A decorator that checks constraints on an enumeration."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        is_flag = issubclass(enumeration, Flag)
        for check in self.checks:
            if check is UNIQUE:
                aliases = [(n, m.name) for n, m in enumeration.__members__.items() if n != m.name]
                if aliases:
                    details = ", ".join("%s -> %s" % pair for pair in aliases)
                    raise ValueError("aliases found in %r: %s" % (enumeration, details))
            elif check is CONTINUOUS:
                values = {m.value for m in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if is_flag:
                    wanted = [2**i for i in range(low.bit_length(), high.bit_length())]
                else:
                    wanted = range(low + 1, high)
                missing = [value for value in wanted if value not in values]
                if missing:
                    kind = "flag" if is_flag else "enum"
                    raise ValueError(f"invalid {kind} {name!r}: missing values {', '.join(map(str, missing))}"[:256])
            elif check is NAMED_FLAGS:
                self._check_named(enumeration)
        return enumeration

    def _check_named(self, enumeration):
        values = {m._value_ for m in enumeration}
        bad, total = [], 0
        for name, alias in enumeration._member_map_.items():
            if name in enumeration._member_names_ or alias.value < 0:
                continue
            missing = [bit for bit in _bits(alias.value) if bit not in values]
            if missing:
                bad.append(name)
                for bit in missing:
                    total |= bit
        if bad:
            aliases = f"alias {bad[0]} is missing" if len(bad) == 1 else (
                f"aliases {', '.join(bad[:-1])} and {bad[-1]} are missing"
            )  # fmt: skip
            value = "value 0x%x" % total if _is_single_bit(total) else "combined values of 0x%x" % total
            raise ValueError(
                "invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]"
                % (enumeration.__name__, aliases, value)
            )


def pickle_by_global_name(self, proto):
    return self.name


def pickle_by_enum_name(self, proto):
    return getattr, (self.__class__, self._name_)


def global_enum_repr(self):
    return "%s.%s" % (self.__class__.__module__.split(".")[-1], self._name_)


def global_flag_repr(self):
    """`re.IGNORECASE|re.MULTILINE`: flags named as the module's globals that they are."""
    module = self.__class__.__module__.split(".")[-1]
    if self._name_ is None:
        return "%s.%s(%r)" % (module, self.__class__.__name__, self._value_)
    if self.__class__._boundary_ is not FlagBoundary.KEEP:
        return "|".join("%s.%s" % (module, name) for name in self.name.split("|"))
    return "|".join(n if n[0].isdigit() else "%s.%s" % (module, n) for n in self._name_.split("|"))


def global_str(self):
    if self._name_ is None:
        return "%s(%r)" % (self.__class__.__name__, self._value_)
    return self._name_


def global_enum(cls, update_str=False):
    """Make the members globals of the module, and let their repr say so."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """A decorator that makes an enumeration of a plain class."""

    def convert(cls):
        namespace = type(etype).__prepare__(cls.__name__, (etype,))
        for name, value in cls.__dict__.items():
            if name not in ("__dict__", "__weakref__", "__static_attributes__", "__firstlineno__"):
                namespace[name] = value
        if use_args is not None:
            dict.__setitem__(namespace, "_use_args_", use_args)
        return type(etype)(cls.__name__, (etype,), namespace, boundary=boundary)

    return convert
