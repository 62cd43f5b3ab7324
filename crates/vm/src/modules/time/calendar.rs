//! `struct_time`: a moment as year, month, day and so on, in UTC.

use crate::call::Args;
use crate::objects::Tuple;
use crate::types::{Def, native};
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

use super::super::structseq::{SequenceSpec, field, hidden};

pub(super) static STRUCT_TIME: SequenceSpec = SequenceSpec {
    module: "time",
    name: "struct_time",
    visible: 9,
    fields: &[
        Def::attribute("tm_year", field::<0>),
        Def::attribute("tm_mon", field::<1>),
        Def::attribute("tm_mday", field::<2>),
        Def::attribute("tm_hour", field::<3>),
        Def::attribute("tm_min", field::<4>),
        Def::attribute("tm_sec", field::<5>),
        Def::attribute("tm_wday", field::<6>),
        Def::attribute("tm_yday", field::<7>),
        Def::attribute("tm_isdst", field::<8>),
        Def::attribute("tm_zone", hidden::<0>),
        Def::attribute("tm_gmtoff", hidden::<1>),
    ],
};

const DAY: i64 = 86_400;

/// A moment by the calendar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    /// From 1.
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    /// Monday is 0.
    pub(super) weekday: i64,
    /// From 1.
    pub(super) yearday: i64,
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

impl Moment {
    /// The moment so many seconds after the epoch.
    pub(super) fn from_seconds(seconds: i64) -> Self {
        let days = seconds.div_euclid(DAY);
        let rest = seconds.rem_euclid(DAY);
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self {
            year,
            month,
            day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            weekday: (days + 3).rem_euclid(7),
            yearday: days - days_from_civil(year, 1, 1) + 1,
        }
    }

    /// Seconds after the epoch; fields beyond their range carry over.
    pub(super) fn to_seconds(self) -> i64 {
        let months = self.month - 1;
        let year = self.year + months.div_euclid(12);
        let days = days_from_civil(year, months.rem_euclid(12) + 1, 1) + self.day - 1;
        days * DAY + self.hour * 3600 + self.minute * 60 + self.second
    }

    fn to_value(self, vm: &mut Vm) -> Value {
        let numbers = [
            self.year,
            self.month,
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.weekday,
            self.yearday,
            0,
        ];
        let mut fields: Vec<Value> = numbers.into_iter().map(Value::int).collect();
        fields.push(vm.intern("UTC"));
        fields.push(Value::int(0));
        vm.sequence(&STRUCT_TIME, fields)
    }

    /// The moment that an argument means: a tuple of nine numbers, or now without one.
    pub(super) fn from_argument(vm: &mut Vm, value: Option<&Value>) -> PyResult<Self> {
        let Some(value) = value else { return Ok(Self::from_seconds((vm.now() / super::SECOND) as i64)) };
        let Some(tuple) = native::<Tuple>(value) else {
            return Err(vm.type_error("Tuple or struct_time argument required"));
        };
        let items = tuple.items.iter().map(|item| vm.index_i64(item)).collect::<PyResult<Vec<_>>>()?;
        let [year, month, day, hour, minute, second, weekday, yearday, _] = items[..] else {
            let message = "function takes exactly 9 arguments";
            return Err(vm.type_error(format!("{message} ({} given)", items.len())));
        };
        Ok(Self { year, month, day, hour, minute, second, weekday, yearday })
    }

    /// Refuses fields that `strftime` and `asctime` have no words for (`checktm`).
    pub(super) fn checked(self, vm: &mut Vm) -> PyResult<Self> {
        let ranges = [
            (self.month, 0, 12, "month"),
            (self.day, 0, 31, "day of month"),
            (self.hour, 0, 23, "hour"),
            (self.minute, 0, 59, "minute"),
            (self.second, 0, 61, "seconds"),
            (self.weekday, -1, 6, "day of week"),
            (self.yearday, 0, 366, "day of year"),
        ];
        for (value, least, most, name) in ranges {
            if !(least..=most).contains(&value) {
                return Err(vm.value_error(format!("{name} out of range")));
            }
        }
        Ok(Self { month: self.month.max(1), day: self.day.max(1), yearday: self.yearday.max(1), ..self })
    }
}

/// Seconds from an argument, now without one.
pub(super) fn seconds_argument(vm: &mut Vm, value: Option<&Value>) -> PyResult<i64> {
    let Some(value) = value else { return Ok((vm.now() / super::SECOND) as i64) };
    if let Some(int) = crate::ops::as_big(value) {
        return match i64::try_from(&int) {
            Ok(int) if int.abs() < 67_768_036_191_676_800 => Ok(int),
            _ => Err(vm.error(Exc::OverflowError, "timestamp out of range for platform time_t")),
        };
    }
    if crate::types::unwrapped(value).as_float().is_none() {
        return vm.index_i64(value);
    }
    let seconds = vm.real(value)?;
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if seconds.abs() > 6e16 {
        return Err(vm.error(Exc::OverflowError, "timestamp out of range for platform time_t"));
    }
    Ok(seconds.floor() as i64)
}

pub(super) fn gmtime(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let seconds = seconds_argument(vm, args.some(0))?;
    Ok(Moment::from_seconds(seconds).to_value(vm))
}

pub(super) fn mktime(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let moment = Moment::from_argument(vm, args.get(0))?;
    Ok(Value::float(moment.to_seconds() as f64))
}
