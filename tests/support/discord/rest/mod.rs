//! The REST API: one entrance for every request, which counts it, lets it fail on request, and finds its route.

mod call;
mod commands;
mod compose;
mod interactions;
mod messages;
mod places;
mod reactions;
mod routes;
mod uploads;
mod webhooks;

pub use compose::mention;
pub use uploads::store_file;

use super::error::ApiError;
use super::faults::Failure;
use super::world::{Hub, World};
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use call::{Call, Reply};
use routes::Route;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// So many exchanges are kept, the latest ones.
const KEPT: usize = 5000;

/// A request to `path`, which starts after `/api/v10`.
pub async fn answer(hub: &Arc<Hub>, path: &str, request: Request<Body>) -> Response<Body> {
    let method = request.method().as_str().to_owned();
    let route = match Route::find(&method, path) {
        Ok((route, parameters)) => (route, parameters),
        Err(error) => return respond(&mut hub.lock(), "none", Err(error)),
    };
    let (route, parameters) = route;
    let name = route.name();
    let (failure, delay) = {
        let mut world = hub.lock();
        *world.requests.entry(name.clone()).or_default() += 1;
        let given = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let wanted = format!("Bot {}", world.config.token);
        if route.needs_token && given != Some(wanted.as_str()) {
            return respond(&mut world, &name, Err(ApiError::unauthorized()));
        }
        (world.faults.next_failure(&name), world.faults.delay_of(&name))
    };
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    match failure {
        Some(Failure::Before(status)) => return respond(&mut hub.lock(), &name, Err(ApiError::server(status))),
        Some(Failure::RateLimited { milliseconds, global }) => {
            let after = Duration::from_millis(milliseconds).as_secs_f64();
            return respond(&mut hub.lock(), &name, Err(ApiError::rate_limited(after, global)));
        }
        Some(Failure::After(_)) | None => {}
    }
    let query = request.uri().query().unwrap_or_default().to_owned();
    let body = match uploads::read_body(request).await {
        Ok(body) => body,
        Err(error) => return respond(&mut hub.lock(), &name, Err(error)),
    };
    let (sent, form) = (body.json.clone(), body.multipart);
    let mut world = hub.lock();
    let call = Call::new(parameters, &query, body);
    let mut result = (route.handler)(&mut world, &call);
    note(&mut world, &name, &sent, form, &result);
    if let (Some(Failure::After(status)), Ok(_)) = (failure, &result) {
        result = Err(ApiError::server(status));
    }
    let response = respond(&mut world, &name, result);
    drop(world);
    hub.changed.notify_waiters();
    response
}

/// For checking what was said against Discord's own description.
fn note(world: &mut World, route: &str, sent: &Value, multipart: bool, result: &Result<Reply, ApiError>) {
    let (status, answered) = match result {
        Ok(reply) => (reply.status, reply.body.clone()),
        Err(error) => (error.status, Some(error.body.clone())),
    };
    if world.exchanges.len() >= KEPT {
        world.exchanges.pop_front();
    }
    world.exchanges.push_back(json!({
        "route": route,
        "multipart": multipart,
        "request": sent,
        "status": status,
        "response": answered,
    }));
}

fn respond(world: &mut World, route: &str, result: Result<Reply, ApiError>) -> Response<Body> {
    let (status, body) = match result {
        Ok(reply) => (reply.status, reply.body),
        Err(error) => (error.status, Some(error.body)),
    };
    let seconds = Duration::from_millis(u64::try_from(world.clock.milliseconds()).unwrap_or_default()).as_secs_f64();
    let mut response = Response::builder()
        .status(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        .header(header::DATE, world.clock.http_date())
        .header("via", "1.1 stand-in");
    let limited = body.as_ref().filter(|_| status == 429);
    let after = limited.and_then(|body| body["retry_after"].as_f64());
    let global = limited.is_some_and(|body| body["global"] == true);
    let reset = after.unwrap_or(1.0);
    response = response
        .header("x-ratelimit-bucket", bucket(route))
        .header("x-ratelimit-limit", "50")
        .header("x-ratelimit-remaining", if after.is_some() { "0" } else { "49" })
        .header("x-ratelimit-reset", format!("{:.3}", seconds + reset))
        .header("x-ratelimit-reset-after", format!("{reset:.3}"));
    if let Some(after) = after {
        // Whole seconds here, the fraction in the body: clients read either.
        response = response.header(header::RETRY_AFTER, format!("{:.0}", after.ceil()));
        response = response.header("x-ratelimit-scope", if global { "global" } else { "user" });
        if global {
            response = response.header("x-ratelimit-global", "true");
        }
    }
    let body = match body {
        Some(body) => {
            response = response.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        }
        None => Body::empty(),
    };
    response.body(body).unwrap_or_default()
}

/// Routes of one kind share a bucket, as a name without meaning.
fn bucket(route: &str) -> String {
    let hash = route
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
