//! Options as a kernel keeps them: what was set is read back, what is of the wrong type is EINVAL.

use wire::{Errno, Kind, OptionValue, SocketOption};

use super::{Open, Success};

pub(super) fn set(socket: &mut Open, option: SocketOption, value: OptionValue) -> Result<Success, Errno> {
    let linger = option == SocketOption::SO_LINGER;
    if linger != matches!(value, OptionValue::Linger(..)) {
        return Err(Errno::EINVAL);
    }
    if socket.kind == Kind::Dgram && option == SocketOption::TCP_NODELAY {
        return Err(Errno::EOPNOTSUPP);
    }
    socket.options.insert(option, value);
    Ok(Success::default())
}

pub(super) fn get(socket: &mut Open, option: SocketOption) -> Result<Success, Errno> {
    let unset = match option {
        SocketOption::SO_LINGER => OptionValue::Linger(0, 0),
        _ => OptionValue::Int(0),
    };
    let value = socket.options.get(&option).copied().unwrap_or(unset);
    Ok(Success {
        value: Some(value),
        ..Default::default()
    })
}
