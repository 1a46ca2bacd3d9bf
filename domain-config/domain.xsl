<?xml version="1.0" encoding="UTF-8"?>
<!--
  Makes Pepper's domain.xml out of the one in Payara's zip, so that this file shows exactly what we
  change and nothing of theirs is copied into our repository. What goes opens a port nobody asked for,
  or costs start-up time and serves nothing Pepper uses. Values in ${...} are system properties; the
  server fills them in when it reads the domain.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" indent="no"/>

  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>

  <!-- One configuration, ours: the template for further instances is never used. -->
  <xsl:template match="config[@name='default-config']|comment()"/>

  <!-- No JMS broker: left out, the server would open its default port 7676 on every address.
       Timers in memory only: what is due when is written down elsewhere, and the server's other kind
       keeps a database of its own, started at the first timer and missed at the stop. They may be due
       sooner than the server's usual second. -->
  <xsl:template match="availability-service">
    <ejb-container>
      <ejb-timer-service ejb-timer-service="None" minimum-delivery-interval-in-millis="1"/>
    </ejb-container>
    <jms-service type="REMOTE" default-jms-host="default_JMS_host">
      <jms-host name="default_JMS_host" lazy-init="false"/>
    </jms-service>
    <xsl:copy-of select="."/>
  </xsl:template>

  <!-- HTTP only where the settings say; TLS and the admin console's port are gone. -->
  <xsl:template match="network-listener[@name!='http-listener-1']"/>
  <xsl:template match="protocol[@name!='http-listener-1']|virtual-server[@id='__asadmin']"/>
  <xsl:template match="virtual-server[@id='server']/@network-listeners">
    <xsl:attribute name="network-listeners">http-listener-1</xsl:attribute>
  </xsl:template>
  <xsl:template match="network-listener[@name='http-listener-1']/@port">
    <xsl:attribute name="port">${pepper.http.port}</xsl:attribute>
    <xsl:attribute name="address">${pepper.bind}</xsl:attribute>
  </xsl:template>
  <!-- "Server: Payara Server 6..." tells an attacker more than a client. Polls of discovery name
       hundreds of applications in one request line. Its clients renew every 30 s on a kept connection:
       closed after as long or after so many requests, a call now and then would meet its end.
       Pages, styles and metrics are compressed. JSON is not: discovery's clients get it as it always was,
       and REST compresses its own. -->
  <xsl:template match="protocol[@name='http-listener-1']/http">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="server-header">false</xsl:attribute>
      <xsl:attribute name="xpowered-by">false</xsl:attribute>
      <xsl:attribute name="encoded-slash-enabled">true</xsl:attribute>
      <xsl:attribute name="header-buffer-length-bytes">1048576</xsl:attribute>
      <xsl:attribute name="max-connections">-1</xsl:attribute>
      <xsl:attribute name="timeout-seconds">120</xsl:attribute>
      <xsl:attribute name="compression">on</xsl:attribute>
      <xsl:attribute name="compression-min-size-bytes">2048</xsl:attribute>
      <xsl:attribute name="compressable-mime-type">text/html,text/xml,text/css,text/javascript,application/javascript,image/svg+xml,text/plain,application/openmetrics-text</xsl:attribute>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>

  <!-- The server's own default is five threads for all of HTTP: five writes of discovery that wait for
       the other nodes, or five slow queries, would keep everybody else out. -->
  <xsl:template match="thread-pool[@name='http-thread-pool']">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="max-thread-pool-size">64</xsl:attribute>
    </xsl:copy>
  </xsl:template>

  <!-- No remote EJB, no JMX port, no clustering by Hazelcast, no notifiers, no SOAP. -->
  <xsl:template match="iiop-listener|message-security-config"/>
  <xsl:template match="jmx-connector">
    <xsl:copy>
      <xsl:attribute name="enabled">false</xsl:attribute>
      <xsl:apply-templates select="@*"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="hazelcast-runtime-configuration">
    <xsl:copy>
      <xsl:attribute name="enabled">false</xsl:attribute>
      <xsl:apply-templates select="@*"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="hazelcast-config-specific-configuration">
    <hazelcast-config-specific-configuration enabled="false"/>
  </xsl:template>
  <xsl:template match="notification-service-configuration">
    <notification-service-configuration enabled="false"/>
  </xsl:template>
</xsl:stylesheet>
