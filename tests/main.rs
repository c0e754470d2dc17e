mod room_http;
