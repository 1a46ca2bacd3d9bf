// Pushes with hiredis as its documentation shows it: redisCommand, redisAppendCommand as a
// pipeline, a transaction, and one that must be refused.
// Arguments: port, queue, password, name to put into payloads.
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DUE "4000000000000"

static redisContext *client;
static char text[100];

static void fail(const char *what) {
  printf("failed: %s\n", what);
  exit(1);
}

static const char *named(const char *name, const char *what) {
  snprintf(text, sizeof text, "%s %s", name, what);
  return text;
}

static redisReply *checked(void *answer) {
  redisReply *reply = answer;
  if (reply == NULL) {
    fail(client->errstr);
  }
  if (reply->type == REDIS_REPLY_ERROR) {
    fail(reply->str);
  }
  return reply;
}

static redisReply *next(void) {
  void *reply = NULL;
  if (redisGetReply(client, &reply) != REDIS_OK) {
    fail(client->errstr);
  }
  return reply;
}

int main(int argc, char **argv) {
  if (argc != 5) {
    return 2;
  }
  const char *queue = argv[2], *name = argv[4];
  client = redisConnect("127.0.0.1", atoi(argv[1]));
  if (client == NULL || client->err) {
    fail("cannot connect");
  }
  checked(redisCommand(client, "AUTH %s %s", queue, argv[3]));
  checked(redisCommand(client, "LPUSH %s %s", queue, named(name, "lpush")));
  checked(redisCommand(client, "RPUSH %s %s", queue, named(name, "rpush")));
  checked(redisCommand(client, "XADD %s * payload %s", queue, named(name, "xadd")));
  checked(redisCommand(client, "ZADD %s " DUE " %s", queue, named(name, "zadd")));
  char binary[300];
  int length = snprintf(binary, sizeof binary, "%s binary ", name);
  for (int i = 0; i < 256; i++) {
    binary[length++] = (char)i;
  }
  checked(redisCommand(client, "LPUSH %s %b", queue, binary, (size_t)length));

  for (int i = 0; i < 20; i++) {
    snprintf(text, sizeof text, "%s pipe %d", name, i);
    redisAppendCommand(client, "LPUSH %s %s", queue, text);
  }
  int piped = 0;
  for (int i = 0; i < 20; i++) {
    piped += checked(next())->type == REDIS_REPLY_INTEGER;
  }
  printf("pipeline %d\n", piped);

  redisAppendCommand(client, "MULTI");
  for (int i = 0; i < 10; i++) {
    snprintf(text, sizeof text, "%s tx %d", name, i);
    redisAppendCommand(client, "LPUSH %s %s", queue, text);
  }
  redisAppendCommand(client, "XADD %s * payload %s", queue, named(name, "tx xadd"));
  redisAppendCommand(client, "ZADD %s " DUE " %s", queue, named(name, "tx zadd"));
  redisAppendCommand(client, "EXEC");
  for (int i = 0; i < 13; i++) {
    checked(next());
  }
  printf("transaction %d\n", (int)checked(next())->elements);

  checked(redisCommand(client, "MULTI"));
  checked(redisCommand(client, "LPUSH %s %s", queue, named(name, "refused")));
  redisCommand(client, "LPUSH nobody-made-this refused");
  redisReply *refusal = redisCommand(client, "EXEC");
  printf("%s %s\n", refusal->type == REDIS_REPLY_ERROR ? "refused" : "accepted", refusal->str);
  return 0;
}
