# smtplib sends a message, and hears of a recipient who isn't there.
#| version: smtplib sends commands in lower case since 3.12
import email.message
import smtplib

message = email.message.EmailMessage()
message["Subject"] = "Hello"
message["From"] = "anna@mail.test"
message["To"] = "boris@mail.test"
message.set_content("One line.\n.And one that begins with a dot.\n")
with smtplib.SMTP("127.0.0.1", 9090, local_hostname="client.test", timeout=10) as server:
    print(server.ehlo()[0], server.esmtp_features)
    print(server.send_message(message))
    try:
        server.sendmail("anna@mail.test", ["nobody@mail.test"], "text")
    except smtplib.SMTPRecipientsRefused as error:
        print(error.recipients)
