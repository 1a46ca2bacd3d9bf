/**
 * Long polls without threads: requests wait until there is news, are answered by a bounded number
 * of virtual threads, and end early when their callers disconnect. What is asked and how it is
 * answered is the capability's own, by {@link io.pepper.web.poll.PollSource} and {@link
 * io.pepper.web.poll.ParkedRequest}.
 */
package io.pepper.web.poll;
