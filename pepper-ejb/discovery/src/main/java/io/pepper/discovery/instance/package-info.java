/** Applications and their instances: values, and nothing of where they are kept. */
package io.pepper.discovery.instance;
