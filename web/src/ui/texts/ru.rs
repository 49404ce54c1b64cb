//! Russian.

use super::{Texts, grouped, megabytes, seconds, with_detail};

pub static TEXTS: Texts = Texts {
    run: "Запустить",
    run_server: "Запустить сервер",
    run_client: "Запустить клиент",
    stop: "Стоп",
    reset: "Сбросить",
    reset_title: "Вернуть программу, какой её написал автор (отменить: Ctrl+Z в редакторе)",
    controls: |file| format!("Управление программой {file}"),
    console: |file| format!("Вывод программы {file}"),
    editor: |file| format!("Код программы {file}"),
    editor_help: "Ctrl+Enter — запуск; Esc, затем Tab — выход из редактора.",

    idle: "Не запущена",
    preparing: "Готовлю Python…",
    booting: "Запускаю Python…",
    running: "Работает",
    accepting: "Ждёт клиента в accept()",
    reading: "Ждёт строку в input()",
    receiving: "Ждёт данных в recv()",
    sleeping: "Спит в sleep()",
    waiting: "Ждёт",
    stopping: "Останавливаю…",
    finished: "Завершилась",
    stopped: "Остановлена",
    failed: |exit| format!("Завершилась с ошибкой (код {exit})"),
    not_run: "Не выполнена",
    elapsed: |time| seconds(time, ',', "с"),
    downloaded: |progress| {
        let (received, total) = (megabytes(progress.received, ','), megabytes(progress.total, ','));
        format!("Загружаю Python: {received} из {total} МБ")
    },

    console_empty: "Здесь появится вывод программы.",
    console_dropped: |lines| {
        if lines == 0 {
            return "Начало длинной строки не показано.".to_owned();
        }
        let (went, noun) = match (lines % 10, lines % 100) {
            (_, 11..=14) => ("отброшено", "строк"),
            (1, _) => ("отброшена", "строка"),
            (2..=4, _) => ("отброшены", "строки"),
            _ => ("отброшено", "строк"),
        };
        let lines = grouped(lines, '\u{a0}', 5);
        format!("Начало вывода не показано: {went} {lines} {noun}.")
    },
    type_line: "Строка для input()",
    send_line: "Ввод",
    end_input: "Конец ввода",
    end_input_title: "Сообщить программе, что ввода больше не будет (Ctrl+D)",

    order: ["Сначала запустите ", "сервер", ", потом — ", "клиент", "."],
    author_changed: "Автор изменил эту программу. Ваш прежний вариант сохранён.",
    show_mine: "Показать мой",
    forget_mine: "Удалить мой",

    no_relay: "Ретранслятор Echoroom не отвечает.",
    no_relay_why: "Без него программам неоткуда взять сокеты. Страница сама заметит, когда он вернётся.",
    no_relay_start: "Запустить его можно в терминале:",
    or: "или",
    no_jspi: "Читать урок можно в любом браузере, но для запуска программ нужен JSPI — умение приостанавливать WebAssembly. \
        Он есть в Chrome и Edge начиная с версии 137, в Firefox — с 153, в Safari — с 27. Обновите браузер или откройте страницу в другом. \
        (По адресу localhost или по https сгодится и браузер постарше.)",
    fault_unreachable: "Ретранслятор не отвечает, поэтому программа не запущена.",
    fault_lost: "Связь с ретранслятором оборвалась, и вместе с ней закрылись все сокеты программы.",
    fault_refused: |detail| with_detail("Ретранслятор отказался обслуживать программу.", detail),
    fault_boot: |detail| {
        with_detail(
            "Python не запустился. Попробуйте ещё раз или обновите страницу.",
            detail,
        )
    },
    fault_download: |detail| with_detail("Не удалось загрузить Python. Попробуйте ещё раз.", detail),

    lab_cell: "Программа",
    lab_name: "Имя файла",
    lab_add: "Добавить программу",
    lab_remove: "Убрать программу",
    lab_server: r#"import socket

# Эхо-сервер: клиент за клиентом, пока его не остановят.
with socket.create_server(('', 9090)) as server:
    print('Жду клиентов на порту 9090')
    while True:
        connection, address = server.accept()
        with connection:
            print('Пришёл', address)
            while data := connection.recv(1024):
                connection.sendall(data)
"#,
    lab_client: r#"import socket

with socket.create_connection(('localhost', 9090)) as connection:
    connection.sendall('Есть кто-нибудь?'.encode())
    print('В ответ:', connection.recv(1024).decode())
"#,
    lab_empty: "import socket\n\n",
};
