// Pushes with redis-rs as its documentation shows it: typed methods, pipe(), pipe().atomic(), and a
// transaction that must be refused. Arguments: port, queue, password, name to put into payloads.
use redis::{pipe, Client, Commands, ConnectionAddr, ConnectionInfo, RedisConnectionInfo, RedisResult};

const DUE: i64 = 4_000_000_000_000;

fn main() -> RedisResult<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let (queue, name) = (&arguments[2], &arguments[4]);
    let client = Client::open(ConnectionInfo {
        addr: ConnectionAddr::Tcp("127.0.0.1".into(), arguments[1].parse().unwrap()),
        redis: RedisConnectionInfo {
            db: 0,
            username: Some(queue.clone()),
            password: Some(arguments[3].clone()),
        },
    })?;
    let mut connection = client.get_connection()?;
    let _: i64 = connection.lpush(queue, format!("{name} lpush"))?;
    let _: i64 = connection.rpush(queue, format!("{name} rpush"))?;
    let _: String = connection.xadd(queue, "*", &[("payload", format!("{name} xadd"))])?;
    let _: i64 = connection.zadd(queue, format!("{name} zadd"), DUE)?;
    let mut binary = format!("{name} binary ").into_bytes();
    binary.extend(0..=255u8);
    let _: i64 = connection.lpush(queue, binary)?;

    let mut piped = pipe();
    for i in 0..20 {
        piped.lpush(queue, format!("{name} pipe {i}"));
    }
    let replies: Vec<i64> = piped.query(&mut connection)?;
    println!("pipeline {}", replies.len());

    let mut transaction = pipe();
    transaction.atomic();
    for i in 0..10 {
        transaction.lpush(queue, format!("{name} tx {i}"));
    }
    transaction.xadd(queue, "*", &[("payload", format!("{name} tx xadd"))]);
    transaction.zadd(queue, format!("{name} tx zadd"), DUE);
    let replies: Vec<redis::Value> = transaction.query(&mut connection)?;
    println!("transaction {}", replies.len());

    let mut refused = pipe();
    refused.atomic();
    refused.lpush(queue, format!("{name} refused"));
    refused.lpush("nobody-made-this", format!("{name} refused"));
    match refused.query::<()>(&mut connection) {
        Ok(()) => println!("accepted"),
        Err(e) => println!("refused {e}"),
    }
    Ok(())
}
